/** Style sheets are imported for their effect; the bundler of the pages loads them. */
declare module '*.css';
