/* Checks what the linters do not: element templates against their schema, forms in the real form engine. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';
import { parseExpression } from 'feelin';
import { build } from 'esbuild';
import { validateAll } from '@bpmn-io/element-templates-validator';

const bpmn = fileURLToPath(new URL('..', import.meta.url));
const FEEL_FUNCTIONS = ['duration', 'split', 'string', 'substring', 'today'];
const findings = new Set();
const find = (where, what) => findings.add(`${where}: ${what}`);
const json = path => JSON.parse(readFileSync(path, 'utf8'));
const folders = path => readdirSync(path, { withFileTypes: true }).filter(e => e.isDirectory()).map(e => e.name);
const files = (path, suffix) => readdirSync(path).filter(name => name.endsWith(suffix));

const templateFolder = join(bpmn, '.camunda/element-templates');
const templates = files(templateFolder, '.json');
validateAll(templates.map(name => json(join(templateFolder, name)))).results.forEach((result, i) => {
  if (!result.valid) result.errors.forEach(error => find(templates[i], error.message));
  if (result.object.id !== templates[i].replace('.json', '')) find(templates[i], 'id and file name differ');
});

const { window } = new JSDOM('', { pretendToBeVisual: true, runScripts: 'outside-only' });
window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
window.structuredClone = structuredClone;
const bundle = await build({
  entryPoints: [fileURLToPath(import.meta.resolve('@bpmn-io/form-js-viewer'))],
  bundle: true, write: false, format: 'iife', globalName: 'FormJS', logLevel: 'error'
});
window.eval(bundle.outputFiles[0].text + ';window.FormJS = FormJS;');

const forms = join(bpmn, '../forms');
let formCount = 0;
// the rooms an analyst has just changed; none named: all
const rooms = (process.env.ROOM ?? '').split(',').map(room => room.trim()).filter(Boolean);
for (const slug of folders(forms).filter(slug => !rooms.length || rooms.includes(slug))) {
  for (const name of files(join(forms, slug), '.form')) {
    formCount++;
    const where = `forms/${slug}/${name}`;
    const schema = json(join(forms, slug, name));
    if (schema.id !== `${slug}.${name.replace('.form', '')}`) find(where, 'id is not <slug>.<task>');
    schema.components.forEach(function visit(component) {
      if (['filepicker', 'dynamiclist', 'documentPreview', 'iframe'].includes(component.type)) find(where, `${component.type} does not work in Tasklist`);
      if (component.type === 'datetime' && component.subtype === 'date') find(where, `${component.key}: a date field counts backwards west of Greenwich; use a textfield or a select`);
      (component.components || []).forEach(visit);
    });
    JSON.stringify(schema, (key, value) => {
      if (typeof value === 'string' && value.startsWith('=')) {
        parseExpression(value.slice(1), {}).cursor().iterate(n => {
          if (n.type.isError) find(where, `FEEL does not parse: ${value}`);
        });
      }
      return value;
    });
    const everyFact = Object.fromEntries(window.FormJS.getSchemaVariables(schema)
      .filter(name => !FEEL_FUNCTIONS.includes(name))
      .map(fact => [fact, 'one line\nanother']));
    const shown = [];
    for (const facts of [{}, everyFact]) {
      for (const lang of ['en', 'ja', 'zh']) {
        const container = window.document.body.appendChild(window.document.createElement('div'));
        try {
          const form = await window.FormJS.createForm({ container, schema: structuredClone(schema), data: { ...facts, lang } });
          shown.push({ form, container, facts, lang });
        } catch (error) {
          find(where, error.message);
        }
      }
    }
    await new Promise(resolve => setTimeout(resolve, 30));
    for (const { form, container, facts, lang } of shown) {
      if (!container.textContent.trim()) find(where, `nothing is shown (${lang})`);
      if (container.textContent.includes('⚠')) find(where, `a text cannot be evaluated with ${facts === everyFact ? 'all' : 'no'} facts (${lang})`);
      form.destroy();
      container.remove();
    }
  }
}

findings.forEach(finding => console.error(finding));
console.log(`${templates.length} element templates, ${formCount} forms, ${findings.size} findings`);
process.exit(findings.size ? 1 : 0);
