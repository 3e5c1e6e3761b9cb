export const HELP = `localcloud: WeChat cloud development on your own machine

  localcloud --functions DIR [options]      starts a cloud and reloads functions as you edit them
  localcloud call NAME [JSON] [options]     calls a function and prints its result
  localcloud clock [set TIME | advance SPAN | follow [SPEED | real]]
                                            shows or moves the clock
  localcloud faults [add RULE | rates RATES | clear [ID] | trace]
                                            shows or changes what goes wrong on purpose, JSON
  localcloud env                            prints what makes a script's SDK talk to the cloud
  localcloud export DIR                     writes the whole state as plain files
  localcloud import DIR                     takes in what export wrote

Starting:
  --functions DIR  cloud functions, a folder each: index.js or index.ts, or "main" of its package.json;
                   with config.json, or with cloudbaserc.json in DIR or above it
  --data DIR       kept between starts; without it everything is gone at the end
  --port N         default 8787; 0 takes any free port
  --host ADDRESS   default 0.0.0.0; 127.0.0.1 closes it to other machines
  --no-watch       does not reload
  --rules FILE     security rules, JSON: collection → "READONLY", … or {"read", "write"}; default: closed to clients
  --indexes FILE   JSON: collection → [{"name", "keys": {"field": 1}, "unique"?}]
  --seed DIR       documents to begin with: NAME.jsonl or NAME.json, a collection each; replaced at every start
  --faults FILE    JSON: {"rules": […], "seed"?, "rates"?}, what goes wrong on purpose
  --limits FILE    JSON: limits of the platform to change; off: none of them holds
  --clock TIME     the clock starts at this time and runs on; default: real time
  --env ID         id of the environment, default local-env
  --quiet          prints neither warnings nor what functions print

Commands for a cloud that is running:
  --url URL        where it runs; default http://127.0.0.1:8787
  --port N         the same, on this machine
  --openid X, --uid X   (call) who calls; default: the platform itself
  --timers once    (clock) fires each timer at most once on the way
  --seed N         (faults rates) same seed, same run
  --data DIR       (export, import) the data of a cloud that is not running
  --env ID, --json (env) id of the environment; JSON in place of shell lines (faults, too)

Examples:
  localcloud --functions cloudfunctions --data .data
  localcloud call order '{"item": "apple"}' --openid o-ming
  localcloud clock advance 2h
  localcloud faults add '{"kind": "dropReply", "at": "database.modifyDocument", "times": 1}'
  localcloud faults rates '{"error": 0.01, "crash": 0.05}' --seed 7
  eval "$(localcloud env)" && node script.js
  localcloud export backup-1 && localcloud import backup-1 --data other

TIME is like 2030-01-01T08:00:00+08:00, SPAN like 90s, 30m, 1.5h or 2d. The console is at /console.
`
