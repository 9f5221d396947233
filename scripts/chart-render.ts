/** `npm run chart:render`: renders the chart's examples and deploy/kustomize. Needs Helm (`HELM` or in `PATH`). */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEPLOY } from './chart/chart-values.ts';
import { exampleFile, exampleNames, KUSTOMIZE_EXAMPLE, render } from './chart/examples.ts';

const helm = process.env.HELM ?? 'helm';
for (const name of exampleNames()) {
  const rendered = render(helm, name);
  await writeFile(exampleFile(name, 'rendered.yaml'), rendered);
  console.log(`deploy/examples/${name}/rendered.yaml`);
  if (name !== KUSTOMIZE_EXAMPLE) continue;
  const plain = rendered.replace(/^# Source: .*\n/gm, '');
  await writeFile(join(DEPLOY, 'kustomize', 'podshell.yaml'), `# Written by npm run chart:render.\n${plain}`);
  console.log('deploy/kustomize/podshell.yaml');
}
