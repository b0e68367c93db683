export * from './index.js';
import * as kbsearch from './index.js';
export default kbsearch;
