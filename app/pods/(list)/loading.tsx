export { PodsLoading as default } from '#components/pods/pods-loading.tsx';
