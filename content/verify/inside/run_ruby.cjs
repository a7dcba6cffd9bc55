// Runs a Ruby program in WebAssembly: node run_ruby.cjs PACKAGES PROGRAM (folder with node_modules, file).
const fs = require("node:fs");
const path = require("node:path");
const { WASI } = require("node:wasi");

const [packages, program] = process.argv.slice(2);
const { RubyVM } = require(path.join(packages, "@ruby/wasm-wasi"));

async function main() {
  const wasm = path.join(packages, "@ruby/3.4-wasm-wasi/dist/ruby+stdlib.wasm");
  const module = await WebAssembly.compile(fs.readFileSync(wasm));
  const wasip1 = new WASI({ version: "preview1", args: [], env: { TZ: "UTC" }, preopens: { "/": process.cwd() } });
  const { vm } = await RubyVM.instantiateModule({ module, wasip1 });
  vm.eval("$stdout.sync = $stderr.sync = true");
  vm.eval(fs.readFileSync(program, "utf8"));
}

main().catch((error) => {
  // "eval:3:in 'f': message (Class)" with a trace below it: the first line tells.
  process.stderr.write(`${String(error.message).split("\n")[0]}\n`);
  process.exitCode = 1;
});
