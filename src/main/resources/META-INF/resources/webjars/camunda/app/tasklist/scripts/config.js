/*
 * Settings of Tasklist; replaces the file of the same name in camunda-webapp-webjar 7.24.0 (Apache-2.0, see NOTICE),
 * whose comments list every option. Tasklist itself does not translate the shortcut descriptions, so they stand here.
 */
const inStaffLanguage = {
  ja: ['選択中のタスクを担当する', 'フィルターに移動', 'タスク一覧の先頭に移動', 'フォームの最初の入力欄に移動', 'プロセスの開始画面を開く'],
  zh: ['认领所选任务', '跳到筛选器', '跳到任务列表的第一项', '跳到表单的第一个输入框', '打开启动流程窗口']
};
const inEnglish = [
  'Claim the selected task', 'Go to the filters', 'Go to the first task in the list',
  'Go to the first field of the form', 'Open the start process dialog'
];
const language = (navigator.languages?.[0] ?? navigator.language ?? '').split('-')[0].toLowerCase();
const [claimTask, focusFilter, focusList, focusForm, startProcess] = inStaffLanguage[language] ?? inEnglish;

export default {
  app: { vendor: 'Dispute Desk', name: 'Tasklist' },
  locales: { availableLocales: ['en', 'ja', 'zh'], fallbackLocale: 'en' },
  customScripts: ['scripts/locale.js', 'scripts/words.js'],
  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: claimTask },
    focusFilter: { key: 'ctrl+shift+f', description: focusFilter },
    focusList: { key: 'ctrl+alt+l', description: focusList },
    focusForm: { key: 'ctrl+alt+f', description: focusForm },
    startProcess: { key: 'ctrl+alt+p', description: startProcess }
  }
};
