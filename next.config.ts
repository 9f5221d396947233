import type { NextConfig } from 'next';

const config: NextConfig = {
  // `npm run types` checks the whole repository, tests included; a second check here only makes builds slower.
  typescript: { ignoreBuildErrors: true },
  // Loaded by Node, not bundled: both carry state or native parts that must exist once in the process.
  serverExternalPackages: ['@kubernetes/client-node', 'ws'],
  poweredByHeader: false,
  // Scripts, pages and lists shrink to a quarter and less, also without a proxy in front. Of event streams each piece
  // is flushed, since it must leave at once.
  compress: true,
  reactStrictMode: true,
  // The image optimizer fetches our own paths from inside, past the guard that every request goes through.
  images: { unoptimized: true },
  // Nothing asks a registry for newer versions while it runs.
  experimental: { agentUpgrade: false },
  // Development assets are asked for from both names of this machine.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
};

export default config;
