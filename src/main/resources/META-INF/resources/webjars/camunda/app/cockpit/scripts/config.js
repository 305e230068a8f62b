/*
 * Settings of Cockpit; replaces the file of the same name in camunda-webapp-webjar 7.24.0 (Apache-2.0, see NOTICE),
 * whose comments list every option.
 */
export default {
  app: { vendor: 'Dispute Desk', name: 'Cockpit' }
};
