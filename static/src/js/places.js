// Names that the page and its service worker share.

export const PAGES = "pages-1";
