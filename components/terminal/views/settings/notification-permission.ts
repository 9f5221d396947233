/** Whether the browser lets the page notify. Pages over plain HTTP cannot. */
export function mayNotify(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}

/** Asks the user, if the browser has not asked yet. Call it on the user's request only. */
export async function askToNotify(): Promise<NotificationPermission> {
  return mayNotify() === 'default' ? Notification.requestPermission() : mayNotify();
}
