/** A gateway that decides is a question, each way out is an answer, and one answer is the default. */
module.exports = () => ({
  check(node, reporter) {
    if (node.$type !== 'bpmn:ExclusiveGateway' || (node.outgoing || []).length < 2) return;
    if (!/\?$/.test(node.name || '')) reporter.report(node.id, 'Gateway should be a question');
    if (!node.default) reporter.report(node.id, 'Gateway needs a default flow');
    node.outgoing.forEach(flow => {
      if (!flow.name) reporter.report(flow.id, 'Flow should be labelled with its answer');
    });
  }
});
