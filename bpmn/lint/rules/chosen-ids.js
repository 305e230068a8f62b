const PREFIXES = {
  'bpmn:StartEvent': ['Start_'],
  'bpmn:EndEvent': ['End_'],
  'bpmn:IntermediateCatchEvent': ['Catch_', 'Timer_'],
  'bpmn:BoundaryEvent': ['Boundary_', 'Timer_'],
  'bpmn:UserTask': ['Task_'],
  'bpmn:ServiceTask': ['Task_'],
  'bpmn:ReceiveTask': ['Receive_'],
  'bpmn:BusinessRuleTask': ['Decide_'],
  'bpmn:CallActivity': ['Call_'],
  'bpmn:SubProcess': ['SubProcess_'],
  'bpmn:ExclusiveGateway': ['Gw_'],
  'bpmn:ParallelGateway': ['Gw_'],
  'bpmn:EventBasedGateway': ['Gw_'],
  'bpmn:SequenceFlow': ['Flow_']
};

/** Ids are chosen and say what the element is: Task_LookUpTracking. */
module.exports = () => ({
  check(node, reporter) {
    const prefixes = PREFIXES[node.$type];
    if (!prefixes) return;
    const chosen = prefixes.some(prefix => new RegExp(`^${prefix}[A-Z][A-Za-z0-9]*(_[A-Z][A-Za-z0-9]*)?$`).test(node.id));
    if (!chosen) reporter.report(node.id, `Id should be ${prefixes.map(p => p + 'WhatItIs').join(' or ')}`);
    if (/_[01][a-z0-9]{6}$/.test(node.id) && node.$type !== 'bpmn:SequenceFlow') reporter.report(node.id, 'Id looks generated');
  }
});
