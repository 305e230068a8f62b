/*
 * The pages work without this. It adds dropping files with their progress, tells the browser's own time when the pointer
 * rests on the marketplace's, copies letters, keeps a form from being sent twice, and prints with everything unfolded.
 */
const main = document.querySelector('main.case');

document.querySelectorAll('form[data-once]').forEach((form) => {
  form.addEventListener('submit', () => {
    form.querySelectorAll('button').forEach((button) => { button.disabled = true; });
  });
});
// a page that comes back from the browser's memory may be sent again; the desk knows it by its token
window.addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-once] button').forEach((button) => { button.disabled = false; });
});

document.querySelectorAll('[data-print]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
});
window.addEventListener('beforeprint', () => {
  document.querySelectorAll('details').forEach((details) => { details.open = true; });
});

const refused = document.getElementById('not-told');
if (refused) {
  // the browser goes to the address's fragment only now, and would take the focus along
  const show = () => setTimeout(() => { refused.focus(); refused.scrollIntoView(); });
  if (document.readyState === 'complete') {
    show();
  } else {
    window.addEventListener('load', show);
  }
} else if (location.hash === '#told') {
  document.getElementById('told')?.focus();
}

document.querySelectorAll('[data-copy]').forEach((button) => {
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    const letter = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(letter.textContent);
    } catch {
      // no clipboard without https: mark the text and let the browser copy what is marked
      getSelection().selectAllChildren(letter);
      if (!document.execCommand('copy')) {
        return;
      }
    }
    button.textContent = `✓ ${button.dataset.done}`;
    setTimeout(() => { button.textContent = words; }, 4000);
  });
});

if (main) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  main.querySelectorAll('time[datetime]').forEach((time) => {
    time.title = `${main.dataset.yourTime}: ${format.format(new Date(time.dateTime))}`;
  });
}

// a picture that nobody can decode is a file like any other
document.querySelectorAll('.files img').forEach((picture) => {
  const replace = () => {
    const icon = document.createElement('span');
    icon.className = 'icon';
    icon.textContent = '▤';
    picture.replaceWith(icon);
  };
  if (picture.complete && picture.naturalWidth === 0) {
    replace();
  }
  picture.addEventListener('error', replace);
});

const upload = document.querySelector('form[data-upload]');
if (upload) {
  const list = upload.querySelector('.uploads');
  // what turns the direction of writing is shown, as the desk does in the list
  const hidden = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
  const spelt = (name) => name.replace(hidden,
    (c) => `[U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
  // what was kept is still said after the page was loaded again
  const KEPT = `kept ${location.pathname}`;
  const say = (text, kind) => {
    const item = document.createElement('li');
    item.className = kind;
    item.textContent = text;
    list.append(item);
    return item;
  };
  JSON.parse(sessionStorage.getItem(KEPT) ?? '[]').forEach((text) => say(text, 'good'));
  sessionStorage.removeItem(KEPT);
  const kept = [];
  const said = (text, name) => text.replace('%s', () => spelt(name));
  let waiting = 0;
  let anyKept = false;

  const send = (file) => new Promise((done) => {
    const item = document.createElement('li');
    const label = document.createElement('span');
    const progress = document.createElement('progress');
    label.textContent = said(upload.dataset.uploading, file.name);
    progress.max = 100;
    progress.value = 0;
    progress.setAttribute('aria-label', label.textContent);
    item.append(label, progress);
    list.append(item);

    const fail = (why) => {
      progress.remove();
      item.className = 'error';
      label.textContent = `${said(upload.dataset.failed, file.name)} ${why}`;
      done(false);
    };
    const body = new FormData();
    body.append('purpose', upload.elements.purpose?.value ?? '');
    body.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', upload.action);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.setRequestHeader('X-XSRF-TOKEN', upload.elements._csrf.value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) {
        progress.value = Math.round((100 * event.loaded) / event.total);
      }
    };
    request.onerror = () => fail('');
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        progress.remove();
        item.className = 'good';
        const purpose = upload.elements.purpose?.selectedOptions[0].textContent;
        label.textContent = said(upload.dataset.uploaded, file.name) + (purpose ? ` (${purpose})` : '');
        kept.push(label.textContent);
        done(true);
        return;
      }
      try {
        const problem = JSON.parse(request.responseText);
        fail(problem.detail ?? problem.title ?? '');
      } catch {
        fail(String(request.status));
      }
    };
    request.send(body);
  });

  const sendAll = async (files) => {
    waiting += 1;
    for (const file of files) {
      anyKept = (await send(file)) || anyKept;
    }
    waiting -= 1;
    // what was refused stays readable
    if (waiting === 0 && anyKept && !list.querySelector('.error')) {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
      location.hash = 'evidence';
      location.reload();
    }
  };

  upload.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelectorAll('.waits').forEach((item) => item.remove());
    sendAll([...upload.elements.file.files]);
    upload.elements.file.value = '';
  });
  ['dragenter', 'dragover'].forEach((name) => upload.addEventListener(name, (event) => {
    event.preventDefault();
    upload.classList.add('over');
  }));
  ['dragleave', 'drop'].forEach((name) => upload.addEventListener(name, () => upload.classList.remove('over')));
  upload.addEventListener('drop', (event) => {
    event.preventDefault();
    const purpose = upload.elements.purpose;
    if (!purpose || purpose.value) {
      sendAll([...event.dataTransfer.files]);
      return;
    }
    upload.elements.file.files = event.dataTransfer.files;
    list.querySelectorAll('.waits').forEach((item) => item.remove());
    say(`${[...event.dataTransfer.files].map((file) => spelt(file.name)).join(', ')}: ${upload.dataset.notYet}`, 'waits');
    purpose.focus();
  });
}
