const LANGUAGES = { English: /^EN: /, Japanese: /^日本語：/, Chinese: /^中文：/ };

/** Staff know who does a user task, in which form, and why: in three languages, with requirement ids. */
module.exports = () => ({
  check(node, reporter) {
    if (node.$type !== 'bpmn:UserTask') return;
    if (!/^(agents|leads)$/.test(node.get('camunda:candidateGroups') || '')) {
      reporter.report(node.id, 'Candidate group should be agents or leads');
    }
    if (!node.get('camunda:formRef') || node.get('camunda:formRefBinding') !== 'deployment') {
      reporter.report(node.id, 'Form should be bound to the deployment');
    }
    const texts = (node.documentation || []).map(d => d.text || '');
    Object.entries(LANGUAGES).forEach(([language, tag]) => {
      if (!texts.some(text => tag.test(text))) reporter.report(node.id, `Guidance is missing in ${language}`);
    });
    if (!texts.some(text => /^EN: .*\b\d{3}-\d{2}\b/s.test(text))) reporter.report(node.id, 'English guidance should name requirement ids');
  }
});
