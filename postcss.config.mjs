/**
 * Tailwind underlines abbreviations that have a title. There are none here, but where a rule asks for titles, the browser
 * computes the style of each element anew whose title changes: half a dozen in each row of the pod list, for each key in
 * its filter.
 */
const withoutTitles = {
  postcssPlugin: 'podshell-without-titles',
  OnceExit(/** @type {import('postcss').Root} */ root) {
    root.walkRules(/\[title\]/, (rule) => {
      rule.remove();
    });
  },
};

export default { plugins: ['@tailwindcss/postcss', withoutTitles] };
