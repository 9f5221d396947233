/** The form that asks why a shell is opened, which loads when it is shown. */
export const messages = {
  label: 'Reason',
  example: 'Ticket or task, e.g. INC-1234: queue is stuck',
  open: 'Open shell',
  openWithout: 'Open without a reason',
} as const;
