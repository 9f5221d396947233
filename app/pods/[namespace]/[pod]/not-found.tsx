export { PodNotFound as default } from '#components/pods/detail/pod-not-found.tsx';
