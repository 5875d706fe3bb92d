/** JSON as it goes into a column and comes out of it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
