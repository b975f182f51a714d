// The default theme, in the reader's own fonts: the theme's are most of its weight.
export { default } from "vitepress/theme-without-fonts";
