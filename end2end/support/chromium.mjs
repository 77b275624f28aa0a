// Debian's Chromium, so that no browser has to be downloaded; told to leave the network and the sandbox of root alone.

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
