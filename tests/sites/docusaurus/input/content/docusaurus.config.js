export default {
  title: 'Bread',
  url: 'https://help.example',
  baseUrl: '/',
  i18n: { defaultLocale: 'en', locales: ['en', 'fr', 'sv', 'zh-Hant'] },
};
