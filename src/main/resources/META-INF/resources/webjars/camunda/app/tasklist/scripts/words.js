/*
 * Loaded by Tasklist (customScripts) after locale.js. Tasklist translates its own labels only; this adds what comes from
 * the desk's models and filters and from the form library, which know one language:
 *
 * 1. Names of processes, tasks, filters and groups, and the messages of forms, are shown in the language of the page.
 * 2. The form that opens a case learns the language. Tasklist hands variables to the forms of tasks only; a form that
 *    starts a process begins with what was kept under "camunda-form:undefined", so the language is kept there.
 * 3. Lists begin with the task that is due first.
 * 4. What the desk refuses names the field as the form does, and is gone when it is tried again, when the task is done
 *    or when another one is opened.
 * 5. A mistake in a field that the form has hidden meanwhile does not keep the task from being completed.
 * 6. Links of a form, such as that to the page of its case, open beside the task: the form library takes their target away.
 * 7. Instructions are shown in the language of the page, where the model has them in three.
 * 8. When a task is due reads "6 h over" or "6 h left": "6 hours before" beside the word for a deadline means either.
 * 9. Who has opened a case is told its number, as a link to its page; numbers in other messages are links too.
 * 10. The calendars of forms are in the language of the page.
 *
 * Only whole texts that stand in the lists below are replaced, so nothing that a person has written is touched.
 */
const language = (navigator.languages?.[0] ?? navigator.language ?? '').split('-')[0].toLowerCase();
const column = { ja: 0, zh: 1 }[language];

// English: [Japanese, Chinese]. TasklistWordsTest holds the names of models against this list.
const names = {
  'Order not received': ['注文品が届かない', '未收到商品'],
  'Cancellation after shipment': ['発送後のキャンセル', '发货后取消'],
  'Settle cancellation': ['キャンセルの解決', '处理取消'],
  'File cancellation': ['キャンセルの申請', '提交取消'],
  'Goods return': ['商品の返送', '商品退回'],
  'Cancel order': ['注文をキャンセルする', '取消订单'],
  'File at Amazon': ['Amazonに申請する', '向亚马逊申请'],
  'Enter cancellation decision': ['キャンセルの判断を入力する', '录入取消决定'],
  'Take over silent request': ['回答のない申請を引き継ぐ', '接手未答复的申请'],
  'Receive returned goods': ['返送品を受け取る', '接收退回商品'],
  'Trace return': ['返送荷物を調べる', '查询退货包裹'],
  'Check returned goods': ['返送品を確認する', '检查退回商品'],
  'Decide without the goods': ['商品なしで判断する', '无商品时作决定'],
  'Message triage': ['メッセージの振り分け', '消息归类'],
  'Place the message': ['メッセージを振り分ける', '为消息确定归属'],
  'Feedback request': ['評価の依頼', '请求评价'],
  'Negative feedback': ['低い評価への対応', '负面反馈'],
  'Settle feedback': ['評価への対応', '处理反馈'],
  'Read comment': ['コメントを読む', '阅读评论'],
  'Request removal': ['削除を依頼する', '请求删除'],
  'Enter removal decision': ['削除についての判断を入力する', '录入删除决定'],
  'Write public reply': ['公開返信を書く', '撰写公开回复'],
  'Post public reply': ['公開返信を投稿する', '发布公开回复'],
  'Request a review': ['レビューをリクエストする', '请求评论'],
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
  "Read buyer's reply": ['購入者の返事を読む', '阅读买家回复'],
  'Watch case': ['案件の見守り', '跟进案件'],
  'Settle non-arrival': ['未着の解決', '处理未收到商品'],
  'Track parcel': ['荷物の追跡', '追踪包裹'],
  'Give remedy': ['対応の実施', '提供补救'],
  'Refund': ['返金', '退款'],
  'Replacement': ['再送', '补发'],
  'Carrier inquiry': ['配送会社への調査', '承运商查件'],
  'Withdraw remedy': ['対応の取り下げ', '撤回补救'],
  'Settle double benefit': ['二重対応の解決', '处理重复受益'],
  'A-to-z claim': ['マーケットプレイス保証申請', 'A-to-z索赔'],
  'Suspected fraud': ['不審な申告', '可疑申诉'],
  'Close dispute': ['案件の締めくくり', '结束案件'],
  'Approve remedy': ['対応を承認する', '批准补救'],
  'Issue refund': ['返金する', '办理退款'],
  'Verify refund': ['返金を確認する', '确认退款到账'],
  'Chase late refund': ['遅れた返金を調べる', '追查逾期退款'],
  'Send replacement': ['代替品を送る', '寄出补发商品'],
  'Open carrier inquiry': ['配送会社に調査を依頼する', '请承运商查件'],
  "Enter carrier's answer": ['配送会社の回答を入力する', '录入承运商答复'],
  'Escalate inquiry': ['調査を催促・判断する', '升级查件'],
  'Check interrupted remedy': ['中断した対応を確認する', '核对被中断的补救'],
  'Decide double benefit': ['二重対応を判断する', '决定重复受益的处理'],
  'Answer claim': ['保証申請に回答する', '答复索赔'],
  "Enter Amazon's decision": ['Amazonの判断を入力する', '录入亚马逊的决定'],
  'Decide on appeal': ['異議申し立てを判断する', '决定是否申诉'],
  'Write report': ['報告を書く', '撰写报告'],
  'Approve report': ['報告を承認する', '批准报告'],
  'Report to Amazon': ['Amazonに報告する', '向亚马逊报告'],
  'Note cause': ['原因を記録する', '记录原因'],
  'Wrong item': ['違う商品が届いた', '发错货'],
  'Settle wrong item': ['違う商品への対応', '处理发错货'],
  'Ask buyer': ['購入者への確認', '询问买家'],
  'Exchange item': ['商品の交換', '换货'],
  'Check item': ['商品を確認する', '核对商品'],
  'Open support case': ['出品者サポートに依頼する', '联系卖家支持'],
  'Promise exchange': ['交換の期限を約束する', '承诺换货日期'],
  'Rescue exchange': ['交換の遅れを立て直す', '挽救换货'],
  'Faster shipping': ['発送を早める依頼', '尽快发货请求'],
  'Settle faster shipping': ['早い発送の対応', '处理尽快发货请求'],
  'Check request': ['依頼の確認', '核实请求'],
  'Weigh capacity': ['余力の判断', '衡量余力'],
  'Check capacity': ['余力を確認する', '核实余力'],
  'Decide on request': ['依頼への対応を決める', '决定是否同意'],
  'Ship early': ['早めの発送', '提前发货'],
  'Rescue promised dispatch': ['約束した発送を立て直す', '挽救承诺的发货'],
  'Pass on cancellation': ['キャンセルを引き継ぐ', '转交取消请求'],
  'Agents': ['担当者グループ', '客服'],
  'Leads': ['リーダー', '主管'],
  'Analysts': ['分析担当', '分析员'],
  'Operators': ['運用担当', '运维人员'],
  'Administrators': ['管理者', '管理员'],
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
  'Field is required.': ['入力してください。', '此项必填。'],
  'Date and time must both be entered.': ['日付と時刻を両方入力してください。', '请同时填写日期和时间。']
};

// the desk names the fact that is wrong; people know it by the label of its field
const labelOf = (fact) => document
  .querySelector(`.fjs-form-field:has([id$="-Field_${fact}"], [id*="-Field_${fact}-"]) .fjs-form-field-label`)
  ?.firstChild?.textContent;

const oneOf = (english, japanese, chinese) => [japanese, chinese][column] ?? english;
const messages = [
  // what a kind is called in the address says nothing
  [/^(.*D-\d{4}-\d{6}.*)（(?:order-not-received|post-shipment-cancellation|feedback-removal|wrong-item)）(.*)$/, (all, before, after) => before + after],
  // what the engine puts before the desk's own words when it refuses
  [/^Cannot (?:instantiate process definition|submit task form|complete task) \S+: (.*)$/, (all, words) => translated(words)],
  [/^[a-z][A-Za-z]+: .*$/, (all) => all.replace(/(^|[.。] ?)([a-z][A-Za-z]+): /g, (at, before, fact) => `${before}${labelOf(fact) ?? fact}: `)],
  [/^Field must match pattern .*年.*$/, () => oneOf('Please write a date such as 2026-11-25.', '半角で 2026-11-25 のように入力してください。', '请按 2026-11-25 的格式填写日期。')],
  [/^Field must match pattern .*\{7\}.*$/, () => oneOf('Please write it like 250-1234567-1234567.', '250-1234567-1234567 のように入力してください。', '请按 250-1234567-1234567 的格式填写。')],
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
  const joined = column !== undefined && /^(.*[:：] )(Order not received|Cancellation after shipment|Faster shipping|Wrong item)$/.exec(plain);
  return joined ? joined[1] + names[joined[2]][column] : text;
};

// what people wrote stands in these, and is left alone; so are diagrams, which would be half in one language and half in another
const theirs = '.fjs-form-field-html blockquote, .fjs-form-field-text, textarea, pre, script, style, svg';

// models say what to do in three languages, a paragraph each, and name their requirements at its end
const paragraph = { ja: '日本語：', zh: '中文：' }[language] ?? 'EN: ';
const inOneLanguage = (text) => {
  const own = text.split('\n').map((line) => line.trim()).find((line) => line.startsWith(paragraph));
  return own ? `\n${own.slice(paragraph.length).replace(/\s*\([A-Z]*\d[\w.-]*(?:, [A-Z]*\d[\w.-]*)*\)$/, '')}` : text;
};

// "期限 6時間前" and "到期 6小时前" can be read as "6 hours before the deadline"
const overdueOrLeft = (text) => {
  const [over, left] = { ja: ['$1超過', 'あと$1'], zh: ['已逾期$1', '还剩$1'] }[language] ?? [];
  return over ? text.replace(/^(.+)前$/, over).replace(/^(.+)[後后内]$/, left) : text;
};

const caseNumbers = /\bD-\d{4}-\d{6,}\b/;
const linkCase = (text) => {
  const number = caseNumbers.exec(text.data)?.[0];
  if (!number || text.parentElement.closest('a')) {
    return;
  }
  const link = document.createElement('a');
  link.href = `/cases/${number}`;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = number;
  link.className = 'alert-link';
  const rest = text.splitText(text.data.indexOf(number));
  rest.data = rest.data.slice(number.length);
  rest.before(link);
};

const translate = (root) => {
  if (root.nodeType === Node.TEXT_NODE) {
    if (root.parentElement?.matches('[am-time-ago="task.due"]')) {
      const due = overdueOrLeft(root.data);
      if (due !== root.data) {
        root.data = due;
      }
      return;
    }
    const words = root.parentElement?.closest('.description-pane') ? inOneLanguage(root.data) : translated(root.data);
    if (words !== root.data && !root.parentElement?.closest(theirs)) {
      root.data = words;
    }
    if (root.parentElement?.closest('.notifications .alert')) {
      linkCase(root);
    }
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    texts.push(walker.currentNode);
  }
  texts.forEach(translate);
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

// the calendar that forms bring along speaks English until it is told otherwise
const days = {
  ja: { short: ['日', '月', '火', '水', '木', '金', '土'], long: (day) => `${day}曜日`, first: 0 },
  zh: { short: ['日', '一', '二', '三', '四', '五', '六'], long: (day) => `星期${day}`, first: 1 }
}[language];
if (days && window.flatpickr) {
  const months = Array.from({ length: 12 }, (unused, month) => `${month + 1}月`);
  window.flatpickr.localize({
    weekdays: { shorthand: days.short, longhand: days.short.map(days.long) },
    months: { shorthand: months, longhand: months },
    firstDayOfWeek: days.first,
    rangeSeparator: ' – ',
    yearAriaLabel: '年',
    monthAriaLabel: '月',
    hourAriaLabel: language === 'ja' ? '時' : '时',
    minuteAriaLabel: '分',
    time_24hr: true
  });
}

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

window.angular.module('cam.tasklist').run(['$rootScope', '$location', 'Notifications', ($rootScope, $location, Notifications) => {
  const dueFirst = () => {
    if (/^\/?$/.test($location.path()) && !$location.search().sorting) {
      $location.search('sorting', '[{"sortBy":"dueDate","sortOrder":"asc"}]').replace();
    }
  };
  $rootScope.$on('$locationChangeStart', dueFirst);
  dueFirst();

  // the answer of the engine names the case; Tasklist shows nothing of it
  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, url, ...more) {
    if (/\/process-definition\/[^?]*\/(submit-form|start)$/.test(url)) {
      this.addEventListener('load', () => {
        let number;
        try {
          number = caseNumbers.exec(JSON.parse(this.responseText).businessKey)?.[0];
        } catch {
          return;
        }
        // the window that is about to close would take the message along
        const tell = () => {
          if (document.querySelector('.modal-dialog')) {
            setTimeout(tell, 200);
            return;
          }
          $rootScope.$applyAsync(() => Notifications.addMessage({
            duration: 30000,
            status: oneOf('Page of the case', '案件のページ', '案件页面'),
            message: number
          }));
        };
        if (this.status === 200 && number) {
          tell();
        }
      });
    }
    return open.call(this, method, url, ...more);
  };

  // only refusals: that a task was completed is still to be read
  const clearRefusals = () => Notifications.clear({ type: 'danger' });

  let task = $location.search().task;
  $rootScope.$on('$locationChangeSuccess', () => {
    const opened = $location.search().task;
    if (opened !== task) {
      clearRefusals();
    }
    task = opened;
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[ng-click="complete()"], .modal-footer .btn-primary')) {
      clearRefusals();
    }
  }, true);
}]);

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('.fjs-form a[href]');
  if (link) {
    link.target = '_blank';
    link.rel = 'noopener';
  }
}, true);

// the form library keeps the mistakes of a field that it has hidden, and Tasklist counts them
const completable = () => {
  for (const form of document.querySelectorAll('.fjs-form')) {
    const controller = window.angular.element(form).inheritedData('$camTasklistFormController');
    if (controller && !form.querySelector('.fjs-form-field-error')) {
      controller.notifyFormValidated(false);
    }
  }
};
let looking;
const lookSoon = (event) => {
  if (event.target.closest?.('.fjs-form')) {
    clearTimeout(looking);
    looking = setTimeout(completable, 300);
  }
};
document.addEventListener('input', lookSoon);
document.addEventListener('click', lookSoon);
