/** Saves what a terminal shows as a text file. */

/**
 * The file's name: pod, container, local time; without characters that file systems do not allow.
 * @param container '' if unknown
 */
export function outputFileName(pod: string, container: string, at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  const place = container === '' ? pod : `${pod}_${container}`;
  return `${place}_${day}T${time}.txt`;
}

/** Downloads what a terminal shows now. @param container '' if unknown */
export function saveOutput(pod: string, container: string, text: string): void {
  saveTextFile(outputFileName(pod, container, new Date()), text);
}

function saveTextFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // By the next task the browser has read the URL.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
