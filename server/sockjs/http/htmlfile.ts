/** The `htmlfile` transport: frames as script elements of an endless page. Source: "HtmlFile" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';

/** Internet Explorer runs the scripts of a page only after this many bytes. */
const MIN_PRELUDE_BYTES = 1024;

/** @param callback a checked name, see {@link file://./callback.ts} */
export function htmlFileFormat(callback: string): ReceiverFormat {
  return {
    transport: 'htmlfile',
    contentType: 'text/html; charset=UTF-8',
    prelude: `${page(callback).padEnd(MIN_PRELUDE_BYTES)}\r\n\r\n`,
    headers: { 'X-Accel-Buffering': 'no', 'X-Content-Type-Options': 'nosniff' },
    wrap: (frame) => `<script>\np(${scriptString(frame)});\n</script>\r\n`,
  };
}

/** A string literal for a script element: the frame must not be able to end the element. */
function scriptString(frame: string): string {
  return JSON.stringify(frame).replaceAll('<', '\\u003c');
}

function page(callback: string): string {
  return `<!doctype html>
<html><head>
  <meta http-equiv="X-UA-Compatible" content="IE=edge" />
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
</head><body><h2>Don't panic!</h2>
  <script>
    document.domain = document.domain;
    var c = parent.${callback};
    c.start();
    function p(d) {c.message(d);};
    window.onload = function() {c.stop();};
  </script>`;
}
