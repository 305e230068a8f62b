/*
 * Loaded by Tasklist (customScripts) after locale.js. Tasklist translates its own labels only; this adds what comes from
 * the desk's models and filters and from the form library, which know one language:
 *
 * 1. Names of processes, tasks and filters, and the messages of forms, are shown in the language of the page.
 * 2. The form that opens a case learns the language. Tasklist hands variables to the forms of tasks only; a form that
 *    starts a process begins with what was kept under "camunda-form:undefined", so the language is kept there.
 * 3. Lists begin with the task that is due first.
 *
 * Only whole texts that stand in the lists below are replaced, so nothing that a person has written is touched.
 */
const language = (navigator.languages?.[0] ?? navigator.language ?? '').split('-')[0].toLowerCase();
const column = { ja: 0, zh: 1 }[language];

// English: [Japanese, Chinese]. TasklistWordsTest holds the names of models and filters against this list.
const names = {
  'Order not received': ['注文品が届かない', '未收到商品'],
  'Check order': ['注文の確認', '核实订单'],
  'Answer buyer': ['購入者への返信', '答复买家'],
  'Send holding reply': ['一次返信を送る', '发送临时答复'],
  'Answer the buyer': ['購入者に回答する', '答复买家'],
  'Settle doubtful letter': ['送信状況を確定する', '确认发送结果'],
  'Take over late reply': ['遅れた返信を引き継ぐ', '接手逾期答复'],
  'Enter order': ['注文を入力する', '录入订单'],
  'Enter tracking status': ['配送状況を入力する', '录入物流状态'],
  'Compare address and payment': ['住所と支払いを照合する', '核对地址和付款'],
  'Choose remedy': ['対応を選ぶ', '选择补救方式'],
  'Carry out remedy': ['対応を実行する', '执行补救'],
  "Read buyer's reply": ['購入者の返事を読む', '阅读买家回复'],
  'My group, unclaimed': ['グループの未担当タスク', '本组未认领任务'],
  'My tasks': ['自分のタスク', '我的任务'],
  'Due in 4 hours': ['4時間以内に期限', '4小时内到期'],
  'Overdue': ['期限超過', '已逾期'],
  'Marketplace': ['マーケットプレイス', '站点'],
  'Case': ['案件', '案件'],
  'Order': ['注文番号', '订单号'],
  'Search': ['検索', '搜索'],
  'Select': ['選択', '请选择'],
  'No results': ['該当なし', '无匹配项'],
  'Field is required.': ['入力してください。', '此项必填。']
};

const oneOf = (english, japanese, chinese) => [japanese, chinese][column] ?? english;
const messages = [
  // what the engine puts before the desk's own words when it refuses
  [/^Cannot (?:instantiate process definition|submit task form|complete task) \S+: (.*)$/, (all, words) => translated(words)],
  [/^Case (\S+) is open for order (\S+) \(.*\) already\. Add what is new there\.$/,
    (all, number, order) => oneOf(all, `注文 ${order} の案件 ${number} がすでに開いています。新しい内容はそちらに追加してください。`, `订单 ${order} 已有处理中的案件 ${number}，请在该案件中补充新内容。`)],
  [/^Field must match pattern .*$/, () => oneOf('Please write it in the form shown.', '表示されている形式で入力してください。', '请按所示格式填写。')],
  [/^Field must have maximum length of (\d+)\.$/, (all, n) => oneOf(`At most ${n} characters.`, `${n}文字以内で入力してください。`, `最多${n}个字符。`)],
  [/^Field must have minimum length of (\d+)\.$/, (all, n) => oneOf(`At least ${n} characters.`, `${n}文字以上で入力してください。`, `至少${n}个字符。`)],
  [/^Field must have minimum value of (.+)\.$/, (all, n) => oneOf(`Not less than ${n}.`, `${n}以上の値を入力してください。`, `不得小于${n}。`)],
  [/^Marketplace (JP|US|DE|UK|FR|IT|ES)$/, (all, code) => oneOf(all, `マーケットプレイス ${code}`, `站点 ${code}`)]
];

const translated = (text) => {
  const plain = text.trim();
  if (plain === '' || plain.length > 400) {
    return text;
  }
  if (column !== undefined && Object.hasOwn(names, plain)) {
    return text.replace(plain, () => names[plain][column]);
  }
  if (column !== undefined && plain.endsWith(':') && Object.hasOwn(names, plain.slice(0, -1))) {
    return text.replace(plain, () => `${names[plain.slice(0, -1)][column]}：`);
  }
  for (const [pattern, words] of messages) {
    if (pattern.test(plain)) {
      return text.replace(plain, () => plain.replace(pattern, words));
    }
  }
  // the title of the window that opens a case
  const joined = column !== undefined && /^(.*[:：] )(Order not received)$/.exec(plain);
  return joined ? joined[1] + names[joined[2]][column] : text;
};

// what people wrote stands in these, and is left alone
const theirs = '.fjs-form-field-html blockquote, .fjs-form-field-text, textarea, pre, script, style';

const translate = (root) => {
  if (root.nodeType === Node.TEXT_NODE) {
    const words = translated(root.data);
    if (words !== root.data && !root.parentElement?.closest(theirs)) {
      root.data = words;
    }
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    translate(walker.currentNode);
  }
  for (const input of root.querySelectorAll('.fjs-container input[placeholder]')) {
    input.placeholder = translated(input.placeholder);
  }
};

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === 'characterData') {
      translate(change.target);
    } else {
      change.addedNodes.forEach(translate);
    }
  }
}).observe(document.body, { subtree: true, childList: true, characterData: true });
translate(document.body);

const startForm = 'camunda-form:undefined';
const tellStartForm = () => {
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(startForm)) ?? {};
  } catch {
    kept = {};
  }
  if (kept.lang !== language) {
    localStorage.setItem(startForm, JSON.stringify({ ...kept, lang: language }));
  }
};
tellStartForm();
// Tasklist forgets what was kept as soon as a case has been opened
document.addEventListener('click', tellStartForm, true);
document.addEventListener('keydown', tellStartForm, true);

window.angular.module('cam.tasklist').run(['$rootScope', '$location', ($rootScope, $location) => {
  const dueFirst = () => {
    if (/^\/?$/.test($location.path()) && !$location.search().sorting) {
      $location.search('sorting', '[{"sortBy":"dueDate","sortOrder":"asc"}]').replace();
    }
  };
  $rootScope.$on('$locationChangeStart', dueFirst);
  dueFirst();
}]);
