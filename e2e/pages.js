// One page of every kind, and of every kind of trouble. Specs that hold for
// all pages go through this list.

export const pages = [
  { name: 'home', site: 'demo', path: '/' },
  { name: 'announcement', site: 'demo', path: '/events/2024-06-20-commerce-bans-kaspersky/' },
  { name: 'action without an end', site: 'demo', path: '/events/2024-07-20-wind-down/' },
  { name: 'action of about a year', site: 'demo', path: '/events/2005-kaspersky-enters-us/' },
  { name: 'deadline', site: 'demo', path: '/events/2024-09-29-updates-prohibited/' },
  { name: 'statement', site: 'demo', path: '/events/2024-07-16-no-longer-viable/' },
  { name: 'analysis', site: 'demo', path: '/events/2024-07-16-omdia-analysis/' },
  { name: 'tags', site: 'demo', path: '/tags/' },
  { name: 'tag', site: 'demo', path: '/tags/sales-ban/' },
  { name: 'actors', site: 'demo', path: '/actors/' },
  { name: 'actor', site: 'demo', path: '/actors/kaspersky/' },
  { name: 'kinds', site: 'demo', path: '/kinds/' },
  { name: 'kind', site: 'demo', path: '/kinds/deadline/' },
  { name: 'year', site: 'demo', path: '/2024/' },
  { name: 'all lists', site: 'demo', path: '/by/' },
  { name: 'statuses', site: 'demo', path: '/by/status/' },
  { name: 'status', site: 'demo', path: '/by/status/reported/' },
  { name: 'changes', site: 'demo', path: '/changes/' },
  { name: 'axis', site: 'demo', path: '/axis/' },
  { name: 'about', site: 'demo', path: '/about/' },
  { name: 'list to embed', site: 'demo', path: '/embed/' },
  { name: 'not found', site: 'demo', path: '/no/such/page/', status: 404 },

  { name: 'home below a path', site: 'below', path: '/' },
  { name: 'event below a path', site: 'below', path: '/events/2024-06-20-commerce-bans-kaspersky/' },
  { name: 'not found below a path', site: 'below', path: '/no/such/page/', status: 404 },

  { name: 'home of the starter', site: 'starter', path: '/' },
  { name: 'event of the starter', site: 'starter', path: '/events/1989-03-proposal/' },

  { name: 'home of Apollo 11', site: 'apollo', path: '/' },
  { name: 'event by the second', site: 'apollo', path: '/events/descent/contact/' },
  { name: 'kind of Apollo 11', site: 'apollo', path: '/kinds/alarm/' },
  { name: 'home of the calendar', site: 'calendar', path: '/' },
  { name: 'event before our era', site: 'calendar', path: '/events/rome/caesar-reform/' },
  { name: 'kind of the calendar', site: 'calendar', path: '/kinds/rule/' },
  { name: 'home of Arabic print', site: 'print', path: '/' },
  { name: 'event of Arabic print', site: 'print', path: '/events/1514-fano-hours/' },
  { name: 'place of Arabic print', site: 'print', path: '/by/place/%D8%B1%D9%88%D9%85%D8%A7/' },

  { name: 'home that is light', site: 'look-light', path: '/' },
  { name: 'deadline that is light', site: 'look-light', path: '/events/2024-09-29-updates-prohibited/' },
  { name: 'home that is dark', site: 'look-dark', path: '/' },
  { name: 'deadline that is dark', site: 'look-dark', path: '/events/2024-09-29-updates-prohibited/' },
  { name: 'home that is compact', site: 'look-compact', path: '/' },
  { name: 'kind that is compact', site: 'look-compact', path: '/kinds/analysis/' },
  { name: 'home that is compact, without serifs', site: 'look-dense', path: '/' },

  { name: 'home of a thousand events', site: 'many', path: '/' },
  { name: 'home of ten thousand events', site: 'large', path: '/' },
  { name: 'axis of ten thousand events', site: 'large', path: '/axis/' },
  { name: 'list of many pages', site: 'many', path: '/kinds/action/' },
  { name: 'second page of a list', site: 'many', path: '/kinds/action/page/2/' },
  { name: 'tags of a thousand events', site: 'many', path: '/tags/' },

  { name: 'decade', site: 'many', path: '/1980-1989/' },
  { name: 'short decade', site: 'many', path: '/1950-1959/' },

  { name: 'home of two thousand events', site: 'facets', path: '/' },
  { name: 'full year', site: 'facets', path: '/2020/' },
  { name: 'thousands of topics', site: 'facets', path: '/tags/' },
  { name: 'more of the topics', site: 'facets', path: '/tags/page/4/' },
  { name: 'places', site: 'facets', path: '/by/place/' },
  { name: 'value of a declared facet', site: 'facets', path: '/by/court/high-court/' },
  { name: 'home with all the marks it can have', site: 'crowded', path: '/' },
  { name: 'home with columns and breaks', site: 'dense', path: '/' },
  { name: 'home of a day', site: 'day', path: '/' },

  { name: 'home of what was changed', site: 'changes', path: '/' },
  { name: 'what was changed', site: 'changes', path: '/changes/' },
  { name: 'corrections', site: 'changes', path: '/corrections/' },
  { name: 'event that was corrected', site: 'changes', path: '/events/corrected/' },
  { name: 'changes to ten thousand events', site: 'large', path: '/changes/' },
  { name: 'last of the changes to ten thousand events', site: 'large', path: '/changes/page/5/' },

  { name: 'home with the axis', site: 'deep', path: '/' },
  { name: 'home with one bare event', site: 'bare', path: '/' },
  { name: 'bare event', site: 'bare', path: '/events/lone/' },

  { name: 'home in long words', site: 'words', path: '/' },
  { name: 'event in long words', site: 'words', path: '/events/2024-03-01-gesetz/' },
  { name: 'tags in long words', site: 'words', path: '/tags/' },

  { name: 'home from right to left', site: 'arabic', path: '/' },
  { name: 'axis from right to left', site: 'arabic', path: '/axis/' },
  { name: 'list to embed, from right to left', site: 'arabic', path: '/embed/' },
  { name: 'event from right to left', site: 'arabic', path: '/events/2024-05-10-bayan/' },
  { name: 'kinds from right to left', site: 'arabic', path: '/kinds/' },

  { name: 'event with pictures', site: 'pictures', path: '/events/pictures/' },
  { name: 'event with films', site: 'pictures', path: '/events/films/' },
  { name: 'event with films elsewhere', site: 'pictures', path: '/events/elsewhere/' },
  { name: 'page with a picture', site: 'pictures', path: '/gallery/' },

  { name: 'home with every key', site: 'full', path: '/' },
  { name: 'sources', site: 'full', path: '/sources/' },
  { name: 'event with every key', site: 'full', path: '/events/every-key/' },
  { name: 'retracted event', site: 'full', path: '/events/retracted/' },
  { name: 'text of every kind', site: 'full', path: '/method/' },
];

/** The pages in parts of a size, each for one test: a window of its own costs as much as three pages. */
export const parts = (size) => Array.from({ length: Math.ceil(pages.length / size) }, (_, i) => pages.slice(i * size, (i + 1) * size));
