/** `import()` of Node itself: Vite would transform the module and keep the first result of it. */
module.exports = (url) => import(url);
