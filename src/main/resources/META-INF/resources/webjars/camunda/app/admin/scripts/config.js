/*
 * Settings of Admin; replaces the file of the same name in camunda-webapp-webjar 7.24.0 (Apache-2.0, see NOTICE),
 * whose comments list every option.
 */
export default {
  app: { vendor: 'Dispute Desk', name: 'Admin' },
  locales: { availableLocales: ['en', 'ja', 'zh'], fallbackLocale: 'en' },
  customScripts: ['../tasklist/scripts/locale.js']
};
