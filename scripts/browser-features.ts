/** Features of Chromium that tests and benchmarks turn off. */

/**
 * The first three are pages for the address bar, which a full Chromium renders for each window without showing it:
 * a third of the processor time of the browser tests.
 */
const FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'SpareRendererForSitePerProcess',
  // The rest is what Playwright turns off: a second argument of this name replaces the first.
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
];

/** An argument for the command line of Chrome or Chromium. */
export const DISABLED_FEATURES = `--disable-features=${FEATURES.join(',')}`;
