/** What a command says of its argument `<series>`. */
export const seriesHelp = 'its short name, or COMMUNITY/NAME where several communities have one';
