/*
 * Loaded by Tasklist, Welcome and Admin (customScripts) after their module is defined and before it starts.
 *
 * 1. The page says which language it is in, so that the browser picks Japanese or Chinese glyphs.
 * 2. Relative times and the calendar use the language of the page. Left alone, relative times use whichever locale
 *    file arrived last, and the calendar stays English.
 * 3. Relative times do not mislead beside a 24 h deadline: hours are counted up to 48 and never rounded up,
 *    so 23 h 40 min left reads "in 23 hours" and not "in a day".
 */
const app = document.querySelector('base').getAttribute('app-name');
const languageTags = { en: 'en', ja: 'ja', zh: 'zh-CN' };

window.angular.module(`cam.${app}`).run(['$injector', '$locale', '$rootScope', '$translate', ($injector, $locale, $rootScope, $translate) => {
  const moment = $injector.has('amMoment') ? $injector.get('moment') : null; // only Tasklist shows relative times

  if (moment) {
    moment.relativeTimeRounding(Math.floor);
    moment.relativeTimeThreshold('m', 60);
    moment.relativeTimeThreshold('h', 48);
    moment.relativeTimeThreshold('d', 31);
    moment.relativeTimeThreshold('M', 12);
  }

  const useLanguageOfPage = () => {
    const language = $translate.proposedLanguage() || $translate.use();
    document.documentElement.lang = languageTags[language] ?? 'en';
    if (moment?.locales().includes(language)) {
      $injector.get('amMoment').changeLocale(language);
      Object.assign($locale.DATETIME_FORMATS, {
        MONTH: moment.months(),
        STANDALONEMONTH: moment.months(),
        SHORTMONTH: moment.monthsShort(),
        DAY: moment.weekdays(),
        SHORTDAY: moment.weekdaysShort()
      });
    }
  };
  $rootScope.$on('$translateLoadingEnd', useLanguageOfPage);
  $rootScope.$on('$translateChangeEnd', useLanguageOfPage);
  useLanguageOfPage();
}]);
