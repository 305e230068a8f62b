/** The few rules of Dispute Desk that bpmnlint does not know. */
module.exports = {
  configs: {
    recommended: {
      rules: {
        'chosen-ids': 'error',
        'question-and-answers': 'error',
        'service-from-palette': 'error',
        'staff-guidance': 'error'
      }
    }
  }
};
