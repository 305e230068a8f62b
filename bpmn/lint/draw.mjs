/* Draws every model to target/diagrams/<slug>.png with the system's Chromium (CHROMIUM names another one). */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const bpmn = fileURLToPath(new URL('..', import.meta.url));
const target = join(bpmn, '../target/diagrams');
const viewer = fileURLToPath(new URL('../node_modules/bpmn-js/dist/', import.meta.url));
const MARGIN = 20;
mkdirSync(target, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
});
const page = await browser.newPage();
for (const slug of readdirSync(bpmn, { withFileTypes: true }).filter(e => e.isDirectory()).map(e => e.name)) {
  for (const model of readdirSync(join(bpmn, slug)).filter(name => name.endsWith('.bpmn'))) {
    await page.setContent('<body style="margin:0"><div id="canvas" style="width:800px;height:600px"></div></body>');
    await page.addStyleTag({ path: viewer + 'assets/bpmn-js.css' });
    await page.addScriptTag({ path: viewer + 'bpmn-viewer.production.min.js' });
    const { box, warnings } = await page.evaluate(async xml => {
      window.viewer = new window.BpmnJS({ container: '#canvas' });
      const { warnings } = await window.viewer.importXML(xml);
      return { box: window.viewer.get('canvas').viewbox().inner, warnings: warnings.map(w => w.message) };
    }, readFileSync(join(bpmn, slug, model), 'utf8'));
    warnings.forEach(warning => console.warn(`${model}: ${warning}`));
    const size = { width: Math.ceil(box.width) + 2 * MARGIN, height: Math.ceil(box.height) + 2 * MARGIN };
    await page.setViewportSize(size);
    await page.evaluate(({ box, size, margin }) => {
      Object.assign(document.getElementById('canvas').style, { width: `${size.width}px`, height: `${size.height}px` });
      const canvas = window.viewer.get('canvas');
      canvas.resized();
      canvas.viewbox({ x: box.x - margin, y: box.y - margin, ...size });
    }, { box, size, margin: MARGIN });
    const file = join(target, model.replace('.bpmn', '.png'));
    await page.screenshot({ path: file });
    console.log(`${file} (${size.width} x ${size.height})`);
  }
}
await browser.close();
