// sarif.mjs FILE…: validates each file against the published schema of SARIF 2.1.0. Ends with `N passed, N failed`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

const require = createRequire(import.meta.url);
const schema = JSON.parse(readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));
const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);
let passed = 0, failed = 0;
for (const file of process.argv.slice(2)) {
    if (validate(JSON.parse(readFileSync(file, "utf8")))) {
        passed++;
    } else {
        failed++;
        console.log(file, validate.errors.slice(0, 5));
    }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
