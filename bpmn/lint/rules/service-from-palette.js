/** A service task comes from the palette: template id and delegate are the same verb. */
module.exports = () => ({
  check(node, reporter) {
    if (node.$type !== 'bpmn:ServiceTask') return;
    const template = node.get('camunda:modelerTemplate');
    if (!template) reporter.report(node.id, 'Service task should use an element template');
    else if (node.get('camunda:delegateExpression') !== '${' + template + '}') {
      reporter.report(node.id, 'Delegate expression should be that of the template');
    }
  }
});
