/** The ids that connect a tab with its panel (aria-controls, aria-labelledby). */

export const tabElementId = (tabId: string) => `tab-${tabId}`;
export const panelElementId = (tabId: string) => `panel-${tabId}`;
