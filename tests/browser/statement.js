// What the accessibility statement of the sample site says of the test: made from its result, so that it cannot say more.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../content/pages/toegankelijkheid.md", import.meta.url);
const [BEGIN, END] = ["<!-- Van hier tot het eind van dit deel schrijft `make statement`, uit de uitkomst van de test. -->\n", "<!-- Tot hier. -->\n"];
const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");

// `violations`: by rule of axe what it says, and the pages where it found it.
function write({ version, rules, widths, violations }, day) {
  const found = Object.entries(violations);
  return [
    "",
    `Een programma, axe-core ${version}, kijkt bij elke verandering met ${rules} regels naar elke pagina: in licht en donker, op`,
    `schermen van ${widths.join(" en ")} punten breed, met alles wat open kan opengeklapt. De laatste keer was op ${day}.`,
    found.length === 0 ? "Het vond niets." : "Het vond dit, dat we nog moeten verbeteren:",
    ...(found.length === 0 ? [] : ["", ...found.map(([rule, { help, pages }]) => `- ${help} (\`${rule}\`, op ${pages.length} pagina’s)`)]),
    "",
  ].join("\n");
}

const parts = () => {
  const text = readFileSync(file, "utf8");
  const begin = text.indexOf(BEGIN) + BEGIN.length, end = text.indexOf(END);
  if (begin < BEGIN.length || end < begin) throw new Error(`${file.pathname} has no place for the result`);
  return [text.slice(0, begin), text.slice(begin, end), text.slice(end)];
};

// Whether the statement says what the result is; the day of an earlier test with the same result may stand there.
export const statementIsRight = (result) => {
  const [, said] = parts();
  const day = /op (\d+ [a-z]+ \d{4})/.exec(said)?.[1];
  return said === write(result, day);
};

export function writeStatement(result, today) {
  const [before, , after] = parts();
  const day = `${today.getDate()} ${MONTHS[today.getMonth()]} ${today.getFullYear()}`;
  if (!statementIsRight(result)) writeFileSync(file, before + write(result, day) + after);
}
