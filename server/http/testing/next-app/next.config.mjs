// The product's own configuration, so that what the tests pin is what ships.
export { default } from '../../../../next.config.mjs';
