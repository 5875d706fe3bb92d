PRAGMA foreign_keys = OFF;
CREATE TABLE workers (
  id TEXT PRIMARY KEY,
  boot_id TEXT NOT NULL,
  pid_namespace TEXT NOT NULL,
  pid INTEGER NOT NULL,
  started_ticks TEXT NOT NULL,
  beats INTEGER NOT NULL
) STRICT;
CREATE TABLE jobs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  parent_id TEXT REFERENCES jobs (id),
  invocation_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  locale TEXT NOT NULL,
  vm TEXT,
  input_json TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  cancelled_by TEXT,
  ending_json TEXT,
  error_json TEXT,
  result_json TEXT NOT NULL DEFAULT 'null',
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  revision INTEGER NOT NULL DEFAULT 1,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL,
  slot TEXT, address_slot INTEGER, left_at INTEGER,
  CHECK ((finished_at IS NULL) = (state IN ('queued', 'running')))
) STRICT;
CREATE TABLE steps (
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'undone')),
  note_json TEXT,
  fraction REAL,
  PRIMARY KEY (job_id, position),
  UNIQUE (job_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE reservations (
  job_id TEXT PRIMARY KEY REFERENCES jobs (id) ON DELETE CASCADE,
  owner TEXT NOT NULL,
  vm TEXT NOT NULL,
  is_new INTEGER NOT NULL,
  vms INTEGER NOT NULL,
  running_vms INTEGER NOT NULL,
  cpus INTEGER NOT NULL,
  memory_mib INTEGER NOT NULL,
  disk_gib REAL NOT NULL,
  released_at INTEGER
, address_slot INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  invocation_id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor_id TEXT NOT NULL,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  command TEXT NOT NULL,
  line TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  rule TEXT NOT NULL,
  outcome TEXT
, count INTEGER NOT NULL DEFAULT 1, last_at INTEGER) STRICT;
CREATE TABLE keyv (
  namespace TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (namespace, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  job_id TEXT UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
  view_json TEXT,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  locale TEXT NOT NULL,
  reply_json TEXT NOT NULL DEFAULT 'null',
  topic TEXT,
  created_at INTEGER NOT NULL,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL,
  ref TEXT,
  attempted_at INTEGER,
  shown_revision INTEGER NOT NULL DEFAULT 0, is_old INTEGER NOT NULL DEFAULT 0,
  CHECK ((job_id IS NULL) <> (view_json IS NULL))
) STRICT;
CREATE TABLE open_requests (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  invocation_id TEXT NOT NULL UNIQUE REFERENCES audit (invocation_id),
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  chat TEXT NOT NULL,
  channel TEXT NOT NULL,
  thread TEXT,
  locale TEXT NOT NULL,
  line TEXT NOT NULL,
  reply_json TEXT NOT NULL,
  worker TEXT REFERENCES workers (id) ON DELETE SET NULL
, actor_from TEXT) STRICT;
CREATE TABLE ssh_keys (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  comment TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  UNIQUE (person, data)
) STRICT;
CREATE TABLE grants (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  token_digest TEXT NOT NULL UNIQUE,
  secret_digest TEXT,
  actor_id TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  place_json TEXT NOT NULL,
  locale TEXT NOT NULL,
  vm TEXT NOT NULL,
  ref TEXT NOT NULL,
  owner TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  opened_at INTEGER,
  seen_at INTEGER,
  revoked_why TEXT,
  revoked_at INTEGER
, actor_from TEXT) STRICT;
CREATE TABLE life (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seen_at INTEGER,
  copied_at INTEGER
) STRICT;
INSERT INTO workers (id, boot_id, pid_namespace, pid, started_ticks, beats) VALUES ('ymdfj5bhyn', 'a boot of before', 'pid:[4026531836]', 2402, '3841929', 18);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (1, 'ha8xk7j7jp', 'vm.create', NULL, 'slack:T1:1795831888451.2.trigger', 'slack:T1:UANA', 'slack', 'C1', NULL, 'en', 'ana1', '{"name":"ana1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UANA","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'done', NULL, NULL, NULL, '{"vm":{"name":"ana1","image":"tiny","owner":"slack:T1:UANA","power":"running","addresses":[{"ip":"10.77.56.17","family":"ipv4","source":"lease"}],"reachedFrom":null,"spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"createdAt":"2026-11-28T02:11:28.724Z","expiresAt":null},"screen":{"png":"iVBORw0KGgoAAAANSUhEUgAAAEgAAAAoCAYAAABdGbwdAAAAX0lEQVR4Ae3BAQGAMADDsDL/ns8FQBU0ebjORT495yK/RtSIGlEjakSNqBE1okbUiBpRI2pEjagRNaJG1IgaUSNqRI2oETWiRtSIGlEjakSNqBE1okbUiBpRI2pEjagXV/8IR2Ceue0AAAAASUVORK5CYII=","width":72,"height":40}}', 1795831888724, 1795831888860, 1795831903322, 9, NULL, NULL, 0, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (2, 'hez5z50f2r', 'vm.create', NULL, 'slack:T1:1795831909993.3.trigger', 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'es', 'tea1', '{"name":"tea1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'done', NULL, NULL, NULL, '{"vm":{"name":"tea1","image":"tiny","owner":"slack:T1:UTEACHER","power":"running","addresses":[{"ip":"10.77.185.8","family":"ipv4","source":"lease"}],"reachedFrom":null,"spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"createdAt":"2026-11-28T02:11:50.791Z","expiresAt":null},"screen":{"png":"iVBORw0KGgoAAAANSUhEUgAAAEgAAAAoCAYAAABdGbwdAAAAX0lEQVR4Ae3BAQGAMADDsDL/ns8FQBU0ebjORT495yK/RtSIGlEjakSNqBE1okbUiBpRI2pEjagRNaJG1IgaUSNqRI2oETWiRtSIGlEjakSNqBE1okbUiBpRI2pEjagXV/8IR2Ceue0AAAAASUVORK5CYII=","width":72,"height":40}}', 1795831910791, 1795831910944, 1795831918333, 9, NULL, NULL, 1, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (3, 'vz1pxqe3ap', 'vm.create', NULL, 'discord:1576058043005665304', 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'en', 'dana1', '{"name":"dana1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"discord:345678901234567890","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'done', NULL, NULL, NULL, '{"vm":{"name":"dana1","image":"tiny","owner":"discord:345678901234567890","power":"running","addresses":[{"ip":"10.77.21.64","family":"ipv4","source":"lease"}],"reachedFrom":null,"spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"createdAt":"2026-11-28T02:11:59.336Z","expiresAt":null},"screen":{"png":"iVBORw0KGgoAAAANSUhEUgAAAEgAAAAoCAYAAABdGbwdAAAAX0lEQVR4Ae3BAQGAMADDsDL/ns8FQBU0ebjORT495yK/RtSIGlEjakSNqBE1okbUiBpRI2pEjagRNaJG1IgaUSNqRI2oETWiRtSIGlEjakSNqBE1okbUiBpRI2pEjagXV/8IR2Ceue0AAAAASUVORK5CYII=","width":72,"height":40}}', 1795831919336, 1795831919406, 1795831941762, 9, NULL, NULL, 2, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (4, 'msxe0nh2ps', 'vm.create', NULL, 'discord:1576058212791091228', 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'en', 'dana2', '{"name":"dana2","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"discord:345678901234567890","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'done', NULL, NULL, NULL, '{"vm":{"name":"dana2","image":"tiny","owner":"discord:345678901234567890","power":"running","addresses":[{"ip":"10.77.104.23","family":"ipv4","source":"lease"}],"reachedFrom":null,"spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"createdAt":"2026-11-28T02:12:40.274Z","expiresAt":null},"screen":{"png":"iVBORw0KGgoAAAANSUhEUgAAAEgAAAAoCAYAAABdGbwdAAAAX0lEQVR4Ae3BAQGAMADDsDL/ns8FQBU0ebjORT495yK/RtSIGlEjakSNqBE1okbUiBpRI2pEjagRNaJG1IgaUSNqRI2oETWiRtSIGlEjakSNqBE1okbUiBpRI2pEjagXV/8IR2Ceue0AAAAASUVORK5CYII=","width":72,"height":40}}', 1795831960274, 1795831960470, 1795831961446, 9, NULL, NULL, 3, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (5, 'n8s1nxn3kj', 'vm.create', NULL, 'slack:T1:1795831963936.11.trigger', 'slack:T1:UANA', 'slack', 'C1', NULL, 'en', 'fails1', '{"name":"fails1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UANA","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'failed', NULL, '{"state":"failed","error":{"code":"failed","text":{"en":"the pool is gone","es":"the pool is gone"},"hint":{"en":"Try again. If it happens again, whoever looks after the host finds more in the log of labvm.","es":"Inténtelo de nuevo. Si se repite, quien cuida el anfitrión encuentra más en el registro de labvm."}}}', '{"code":"failed","text":{"en":"the pool is gone","es":"the pool is gone"},"hint":{"en":"Try again. If it happens again, whoever looks after the host finds more in the log of labvm.","es":"Inténtelo de nuevo. Si se repite, quien cuida el anfitrión encuentra más en el registro de labvm."}}', 'null', 1795831964015, 1795831964062, 1795831964248, 5, NULL, NULL, 4, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (6, '3aq4j3tg7g', 'vm.create', NULL, 'slack:T1:1795831965690.12.trigger', 'slack:T1:UANA', 'slack', 'C1', NULL, 'en', 'waits1', '{"name":"waits1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UANA","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831965770, 1795831965810, NULL, 7, 'ymdfj5bhyn', NULL, 4, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (7, '0bpj91kcdv', 'batch', NULL, 'slack:T1:1795831966024.13.trigger', 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'es', NULL, 'null', 'running', NULL, NULL, NULL, 'null', 1795831966034, 1795831966038, NULL, 21, NULL, NULL, NULL, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (8, 'm0x0t69w0b', 'vm.create', '0bpj91kcdv', 'slack:T1:1795831966024.13.trigger', 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'es', 'class-1', '{"name":"class-1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831966034, 1795831966038, NULL, 7, 'ymdfj5bhyn', NULL, 5, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (9, 'gtse9kcb47', 'vm.create', '0bpj91kcdv', 'slack:T1:1795831966024.13.trigger', 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'es', 'class-2', '{"name":"class-2","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831966034, 1795831966038, NULL, 8, 'ymdfj5bhyn', NULL, 6, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (10, 'zay7xn9j68', 'vm.create', '0bpj91kcdv', 'slack:T1:1795831966024.13.trigger', 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'es', 'class-3', '{"name":"class-3","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831966034, 1795831966038, NULL, 8, 'ymdfj5bhyn', NULL, 7, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (11, 'fkgcp8k2ep', 'vm.create', NULL, 'discord:1576058240234422303', 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'en', 'half1', '{"name":"half1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"discord:345678901234567890","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831966275, 1795831966291, NULL, 3, 'ymdfj5bhyn', 'disk', 8, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (12, '249gp81m3q', 'vm.stop', NULL, 'discord:1576058240775487521', 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'en', 'dana1', '{"name":"dana1","forceAfterSeconds":600,"requestId":"vz1pxqe3ap"}', 'running', NULL, NULL, NULL, 'null', 1795831966444, 1795831966499, NULL, 4, 'ymdfj5bhyn', NULL, NULL, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (13, 'sjkk3mnfjt', 'image.fetch', NULL, 'discord:1576058241903755299', 'discord:345678901234567899', 'discord', '1576057856644349957', NULL, 'es', NULL, '{"image":{"id":"slitaz","title":"SliTaz","summary":{"en":"A complete live desktop in 43 MB, the small system of the course","es":"Un escritorio completo en vivo de 43 MB, el sistema pequeño del curso"},"kind":"live","source":{"kind":"file","urls":["http://mirror.slitaz.org/iso/rolling/slitaz-rolling.iso"],"sums":{"url":"http://mirror.slitaz.org/iso/rolling/slitaz-rolling.md5","algorithm":"md5"}},"defaults":{"cpus":1,"memoryMiB":512,"diskGiB":0},"minMemoryMiB":160,"hardware":{"firmware":"bios","diskBus":"ide","nicModel":"e1000"},"login":{"en":"tux without a password; root with the password root","es":"tux sin contraseña; root con la contraseña root"},"asksForAddress":true,"expectedBootSeconds":240,"unverified":[{"en":"that it is up in 160 MiB, and that it opens a login on the serial console by itself","es":"que arranque con 160 MiB y que abra por sí solo un acceso en la consola serie"}]},"path":null,"renew":false,"isAdded":false}', 'running', NULL, NULL, NULL, 'null', 1795831966763, 1795831966791, NULL, 4, 'ymdfj5bhyn', NULL, NULL, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (14, '4eq2q9c2vj', 'vm.create', NULL, 'slack:T1:1795831966939.14.trigger', 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'es', 'sli1', '{"name":"sli1","expectedBootSeconds":240,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"slitaz","spec":{"cpus":1,"memoryMiB":512,"diskGiB":0},"hardware":{"firmware":"bios","diskBus":"ide","nicModel":"e1000"},"medium":"live"},"firstBoot":null}', 'running', NULL, NULL, NULL, 'null', 1795831967803, 1795831967881, NULL, 4, 'ymdfj5bhyn', NULL, 9, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (15, '262ca1wawp', 'vm.delete', NULL, 'slack:T1:1795831968185.15.trigger', 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'es', 'tea1', '{"name":"tea1","requestId":"hez5z50f2r"}', 'running', NULL, NULL, NULL, 'null', 1795831968231, 1795831968341, NULL, 3, 'ymdfj5bhyn', 'disk', NULL, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (16, 'yhx55ecafv', 'vm.create', NULL, 'slack:T1:1795831968618.16.trigger', 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'es', 'undo1', '{"name":"undo1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', 'slack:T1:UTEACHER', '{"state":"cancelled","error":{"code":"cancelled","text":{"en":"Cancelled.","es":"Cancelado."}}}', NULL, 'null', 1795831968783, 1795831968820, NULL, 9, 'ymdfj5bhyn', NULL, 1, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (17, 'b6jynf8szd', 'vm.create', NULL, 'slack:T1:1795831969897.18.trigger', 'slack:T1:UTEACHER', 'slack', 'C9', NULL, 'es', 'away1', '{"name":"away1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831970038, 1795831970084, NULL, 7, 'ymdfj5bhyn', NULL, 10, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (18, 'w7ys8hgt9c', 'vm.create', NULL, 'slack:T1:1795831970668.19.trigger', 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'es', 'lost1', '{"name":"lost1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831970793, 1795831970838, NULL, 7, 'ymdfj5bhyn', NULL, 11, NULL);
INSERT INTO jobs (seq, id, kind, parent_id, invocation_id, actor_id, chat, channel, thread, locale, vm, input_json, state, cancelled_by, ending_json, error_json, result_json, created_at, started_at, finished_at, revision, worker, slot, address_slot, left_at) VALUES (19, 'e4h1af5mf1', 'vm.create', NULL, 'slack:T1:1795831970898.20.trigger', 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'es', 'turn1', '{"name":"turn1","expectedBootSeconds":90,"asksForAddress":true,"plan":{"owner":"slack:T1:UTEACHER","image":"tiny","spec":{"cpus":1,"memoryMiB":128,"diskGiB":1},"hardware":{"firmware":"bios","diskBus":"virtio","nicModel":"virtio"},"medium":"disk"},"firstBoot":{"kind":"nocloud","onlyForKeys":true,"userData":null}}', 'running', NULL, NULL, NULL, 'null', 1795831970954, 1795831970958, NULL, 5, 'ymdfj5bhyn', 'start', 12, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('249gp81m3q', 0, 'shutdown', 'running', '{"en":"asked; by force after 600 s","es":"solicitado; a la fuerza pasados 600 s"}', NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('262ca1wawp', 0, 'remove', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('3aq4j3tg7g', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('3aq4j3tg7g', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('3aq4j3tg7g', 2, 'address', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('4eq2q9c2vj', 0, 'image', 'running', '{"en":"21 of 50 MB, 1 MB/s, 29 s left","es":"21 de 50 MB, 1 MB/s, faltan 29 s"}', 0.42);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('4eq2q9c2vj', 1, 'machine', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('4eq2q9c2vj', 2, 'start', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('4eq2q9c2vj', 3, 'address', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('b6jynf8szd', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('b6jynf8szd', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('b6jynf8szd', 2, 'address', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('e4h1af5mf1', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('e4h1af5mf1', 1, 'start', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('e4h1af5mf1', 2, 'address', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('fkgcp8k2ep', 0, 'machine', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('fkgcp8k2ep', 1, 'start', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('fkgcp8k2ep', 2, 'address', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('gtse9kcb47', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('gtse9kcb47', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('gtse9kcb47', 2, 'address', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('ha8xk7j7jp', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('ha8xk7j7jp', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('ha8xk7j7jp', 2, 'address', 'done', '"10.77.56.17"', NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('hez5z50f2r', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('hez5z50f2r', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('hez5z50f2r', 2, 'address', 'done', '"10.77.185.8"', NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('m0x0t69w0b', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('m0x0t69w0b', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('m0x0t69w0b', 2, 'address', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('msxe0nh2ps', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('msxe0nh2ps', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('msxe0nh2ps', 2, 'address', 'done', '"10.77.104.23"', NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('n8s1nxn3kj', 0, 'machine', 'failed', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('n8s1nxn3kj', 1, 'start', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('n8s1nxn3kj', 2, 'address', 'waiting', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('sjkk3mnfjt', 0, 'fetch', 'running', '{"en":"21 of 50 MB, 1 MB/s, 29 s left","es":"21 de 50 MB, 1 MB/s, faltan 29 s"}', 0.42);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('vz1pxqe3ap', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('vz1pxqe3ap', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('vz1pxqe3ap', 2, 'address', 'done', '"10.77.21.64"', NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('w7ys8hgt9c', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('w7ys8hgt9c', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('w7ys8hgt9c', 2, 'address', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('yhx55ecafv', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('yhx55ecafv', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('yhx55ecafv', 2, 'address', 'running', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('zay7xn9j68', 0, 'machine', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('zay7xn9j68', 1, 'start', 'done', NULL, NULL);
INSERT INTO steps (job_id, position, name, state, note_json, fraction) VALUES ('zay7xn9j68', 2, 'address', 'running', NULL, NULL);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('3aq4j3tg7g', 'slack:T1:UANA', 'waits1', 1, 1, 1, 1, 128, 1.0, NULL, 4);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('4eq2q9c2vj', 'slack:T1:UTEACHER', 'sli1', 1, 1, 1, 1, 512, 0.0, NULL, 9);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('b6jynf8szd', 'slack:T1:UTEACHER', 'away1', 1, 1, 1, 1, 128, 1.0, NULL, 10);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('e4h1af5mf1', 'slack:T1:UTEACHER', 'turn1', 1, 1, 1, 1, 128, 1.0, NULL, 12);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('fkgcp8k2ep', 'discord:345678901234567890', 'half1', 1, 1, 1, 1, 128, 1.0, NULL, 8);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('gtse9kcb47', 'slack:T1:UTEACHER', 'class-2', 1, 1, 1, 1, 128, 1.0, NULL, 6);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('ha8xk7j7jp', 'slack:T1:UANA', 'ana1', 1, 1, 1, 1, 128, 1.0, 1795831903322, 0);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('hez5z50f2r', 'slack:T1:UTEACHER', 'tea1', 1, 1, 1, 1, 128, 1.0, 1795831918333, 1);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('m0x0t69w0b', 'slack:T1:UTEACHER', 'class-1', 1, 1, 1, 1, 128, 1.0, NULL, 5);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('msxe0nh2ps', 'discord:345678901234567890', 'dana2', 1, 1, 1, 1, 128, 1.0, 1795831961446, 3);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('vz1pxqe3ap', 'discord:345678901234567890', 'dana1', 1, 1, 1, 1, 128, 1.0, 1795831941762, 2);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('w7ys8hgt9c', 'slack:T1:UTEACHER', 'lost1', 1, 1, 1, 1, 128, 1.0, NULL, 11);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('yhx55ecafv', 'slack:T1:UTEACHER', 'undo1', 1, 1, 1, 1, 128, 1.0, NULL, 1);
INSERT INTO reservations (job_id, owner, vm, is_new, vms, running_vms, cpus, memory_mib, disk_gib, released_at, address_slot) VALUES ('zay7xn9j68', 'slack:T1:UTEACHER', 'class-3', 1, 1, 1, 1, 128, 1.0, NULL, 7);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831887956.1.trigger', 1795831888153, 'slack:T1:UANA', 'slack', 'C1', NULL, 'my key', '/my key add ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH ana@desk', 1, 'role:student grants my:keys on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831888451.2.trigger', 1795831888496, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm create', '/vm create tiny ana1', 1, 'role:student grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831909993.3.trigger', 1795831910091, 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'vm create', '/vm create tiny tea1', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('discord:1576058043005665304', 1795831919294, 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'vm create', '/vm create tiny dana1', 1, 'role:student grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('discord:1576058212791091228', 1795831959843, 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'vm create', '/vm create tiny dana2', 1, 'role:student grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831962633.4.trigger', 1795831962658, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm console', '/vm console ana1', 1, 'role:student grants vm:console on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831962978.5.trigger', 1795831962980, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm console', '/vm console ana1', 1, 'role:student grants vm:console on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831963173.6.trigger', 1795831963235, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm console', '/vm console ana1 --revoke', 1, 'role:student grants vm:console on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831963351.7.trigger', 1795831963353, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm console', '/vm console ana1', 1, 'role:student grants vm:console on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831963516.8.trigger', 1795831963559, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm console', '/vm console ana1', 1, 'role:student grants vm:console on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('1b3976d3-4a98-4161-b658-1ac942cc9547', 1795831963714, 'slack:T1:UANA', 'web', 'fBxKEUChdok2', NULL, 'console open', 'console open ana1 from 192.0.2.7', 1, 'a link that was not used before', NULL, 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831963798.9.trigger', 1795831963827, 'slack:T1:UBEN', 'slack', 'C1', NULL, 'vm delete', '/vm delete ana1', 1, 'role:student grants vm:delete on own', 'not-found', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831963858.10.trigger', 1795831963886, 'slack:T1:UBEN', 'slack', 'C1', NULL, 'vm delete', '/vm delete ana1', 1, 'role:student grants vm:delete on own', 'not-found', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831963936.11.trigger', 1795831963959, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm create', '/vm create tiny fails1', 1, 'role:student grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831965690.12.trigger', 1795831965714, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm create', '/vm create tiny waits1', 1, 'role:student grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831966024.13.trigger', 1795831966026, 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'vm create', '/vm create tiny class --count 3', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('discord:1576058240234422303', 1795831966219, 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'vm create', '/vm create tiny half1', 1, 'role:student grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('discord:1576058240775487521', 1795831966400, 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'vm stop', '/vm stop dana1 --force-after 600', 1, 'role:student grants vm:control on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('discord:1576058241903755299', 1795831966635, 'discord:345678901234567899', 'discord', '1576057856644349957', NULL, 'image pull', '/image pull slitaz', 1, 'role:teacher grants image:pull on any', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831966939.14.trigger', 1795831966960, 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'vm create', '/vm create slitaz sli1', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831968185.15.trigger', 1795831968186, 'slack:T1:UTEACHER', 'slack', 'C1', NULL, 'vm delete', '/vm delete tea1 --yes', 1, 'role:teacher grants vm:delete on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831968618.16.trigger', 1795831968619, 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'vm create', '/vm create tiny undo1', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:C2:1795831969.354000:UTEACHER:1795831969.355000', 1795831969372, 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'job cancel', '/job cancel yhx55ecafv', 1, 'role:teacher grants job:cancel on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831969897.18.trigger', 1795831969916, 'slack:T1:UTEACHER', 'slack', 'C9', NULL, 'vm create', '/vm create tiny away1', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831970668.19.trigger', 1795831970708, 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'vm create', '/vm create tiny lost1', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831970898.20.trigger', 1795831970933, 'slack:T1:UTEACHER', 'slack', 'C2', NULL, 'vm create', '/vm create tiny turn1', 1, 'role:teacher grants vm:create on own', 'ok', 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('slack:T1:1795831971349.21.trigger', 1795831971426, 'slack:T1:UANA', 'slack', 'C1', NULL, 'vm list', '/vm list', 1, 'role:student grants vm:read on own', NULL, 1, NULL);
INSERT INTO audit (invocation_id, at, actor_id, chat, channel, thread, command, line, allowed, rule, outcome, count, last_at) VALUES ('discord:1576058262401318949', 1795831971767, 'discord:345678901234567890', 'discord', '1576057856644349957', NULL, 'vm list', '/vm list', 1, 'role:student grants vm:read on own', NULL, 1, NULL);
INSERT INTO keyv (namespace, key, value, expires_at) VALUES ('discord-people', '345678901234567890', '{"value":{"name":"Ana","locale":"en"},"expires":1795918319294}', 1795918319294);
INSERT INTO keyv (namespace, key, value, expires_at) VALUES ('discord-people', '345678901234567899', '{"value":{"name":"Tea","locale":"es"},"expires":1795918366635}', 1795918366635);
INSERT INTO keyv (namespace, key, value, expires_at) VALUES ('slack-people', 'UANA', '{"value":{"name":"Ana","locale":"en"},"expires":1795918288609}', 1795918288609);
INSERT INTO keyv (namespace, key, value, expires_at) VALUES ('slack-people', 'UBEN', '{"value":{"name":"UBEN","locale":"en"},"expires":1795918363921}', 1795918363921);
INSERT INTO keyv (namespace, key, value, expires_at) VALUES ('slack-people', 'UTEACHER', '{"value":{"name":"Tea","locale":"es"},"expires":1795918310540}', 1795918310540);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (1, 'ha8xk7j7jp', 'ha8xk7j7jp', NULL, 'slack', 'C1', NULL, 'en', '{"user":"UANA","responseUrl":"http://slack.invalid/response/r2","at":1795831888495}', NULL, 1795831888724, 'ymdfj5bhyn', 'C1/1795831901.045000', 1795831889020, 9, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (2, 'hez5z50f2r', 'hez5z50f2r', NULL, 'slack', 'C1', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r3","at":1795831910090}', NULL, 1795831910791, 'ymdfj5bhyn', 'C1/1795831917.916000', 1795831911030, 9, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (3, 'vz1pxqe3ap', 'vz1pxqe3ap', NULL, 'discord', '1576057856644349957', NULL, 'en', '{"interaction":"1576058043005665304","token":"aW501576058043005665304kfgezjd8un8","at":1795831919293,"user":"345678901234567890","userName":"Ana","guild":"1576057852605235201","pressed":null}', NULL, 1795831919336, 'ymdfj5bhyn', '1576057856644349957/1576058127797714969/answer', NULL, 9, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (4, 'msxe0nh2ps', 'msxe0nh2ps', NULL, 'discord', '1576057856644349957', NULL, 'en', '{"interaction":"1576058212791091228","token":"aW501576058212791091228bg0ypswunj7","at":1795831959842,"user":"345678901234567890","userName":"Ana","guild":"1576057852605235201","pressed":null}', NULL, 1795831960274, 'ymdfj5bhyn', '1576057856644349957/1576058218008805405/answer', NULL, 9, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (5, 'n8s1nxn3kj', 'n8s1nxn3kj', NULL, 'slack', 'C1', NULL, 'en', '{"user":"UANA","responseUrl":"http://slack.invalid/response/r11","at":1795831963958}', NULL, 1795831964015, 'ymdfj5bhyn', 'C1/1795831964.471000', 1795831964166, 5, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (6, '3aq4j3tg7g', '3aq4j3tg7g', NULL, 'slack', 'C1', NULL, 'en', '{"user":"UANA","responseUrl":"http://slack.invalid/response/r12","at":1795831965713}', NULL, 1795831965770, 'ymdfj5bhyn', 'C1/1795831965.931000', 1795831965813, 7, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (7, '0bpj91kcdv', '0bpj91kcdv', NULL, 'slack', 'C1', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r13","at":1795831966025}', NULL, 1795831966034, 'ymdfj5bhyn', 'C1/1795831967.802000', 1795831966886, 21, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (8, 'fkgcp8k2ep', 'fkgcp8k2ep', NULL, 'discord', '1576057856644349957', NULL, 'en', '{"interaction":"1576058240234422303","token":"aW5015760582402344223038mukqho6tmg","at":1795831966219,"user":"345678901234567890","userName":"Ana","guild":"1576057852605235201","pressed":null}', NULL, 1795831966275, 'ymdfj5bhyn', '1576057856644349957/1576058240771293216/answer', NULL, 3, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (9, '249gp81m3q', '249gp81m3q', NULL, 'discord', '1576057856644349957', NULL, 'en', '{"interaction":"1576058240775487521","token":"aW5015760582407754875212g13z3srkz6","at":1795831966400,"user":"345678901234567890","userName":"Ana","guild":"1576057852605235201","pressed":null}', NULL, 1795831966444, 'ymdfj5bhyn', '1576057856644349957/1576058241639514146/answer', NULL, 4, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (10, 'sjkk3mnfjt', 'sjkk3mnfjt', NULL, 'discord', '1576057856644349957', NULL, 'es', '{"interaction":"1576058241903755299","token":"aW50157605824190375529999mf5gp8bc9","at":1795831966634,"user":"345678901234567899","userName":"Tea","guild":"1576057852605235201","pressed":null}', NULL, 1795831966763, 'ymdfj5bhyn', '1576057856644349957/1576058243040411684/answer', NULL, 4, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (11, '4eq2q9c2vj', '4eq2q9c2vj', NULL, 'slack', 'C2', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r14","at":1795831966940}', NULL, 1795831967803, 'ymdfj5bhyn', 'C2/1795831968.340000', 1795831968120, 4, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (12, '262ca1wawp', '262ca1wawp', NULL, 'slack', 'C1', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r15","at":1795831968186}', NULL, 1795831968231, 'ymdfj5bhyn', 'C1/1795831968.819000', 1795831968515, 3, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (13, 'yhx55ecafv', 'yhx55ecafv', NULL, 'slack', 'C2', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r16","at":1795831968619}', NULL, 1795831968783, 'ymdfj5bhyn', 'C2/1795831969.354000', 1795831969232, 9, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (14, 'b6jynf8szd', 'b6jynf8szd', NULL, 'slack', 'C9', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r18","at":1795831969916}', NULL, 1795831970038, 'ymdfj5bhyn', 'response', 1795831970142, 3, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (15, 'w7ys8hgt9c', 'w7ys8hgt9c', NULL, 'slack', 'C2', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r19","at":1795831970708}', NULL, 1795831970793, 'ymdfj5bhyn', NULL, 1795831970846, 0, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (16, 'e4h1af5mf1', 'e4h1af5mf1', NULL, 'slack', 'C2', NULL, 'es', '{"user":"UTEACHER","responseUrl":"http://slack.invalid/response/r20","at":1795831970933}', NULL, 1795831970954, 'ymdfj5bhyn', NULL, NULL, 0, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (17, '6k9hd8yn2h', NULL, '{"tone":"bad","title":{"en":"ana1 has crashed: its system gave up.","es":"ana1 se ha caído: su sistema ha fallado."},"parts":[],"actions":[{"label":{"en":"Restart","es":"Reiniciar"},"command":"/vm restart ana1","style":"primary"},{"label":{"en":"Log","es":"Registro"},"command":"/vm log ana1","style":"plain"}]}', 'slack', 'C1', '1795831901.045000', 'en', 'null', 'vm ana1: running to crashed', 1795831971199, 'ymdfj5bhyn', NULL, 1795831971256, 0, 0);
INSERT INTO outbox (seq, id, job_id, view_json, chat, channel, thread, locale, reply_json, topic, created_at, worker, ref, attempted_at, shown_revision, is_old) VALUES (18, '3y0aejq4p5', NULL, '{"tone":"bad","title":{"en":"dana2 has crashed: its system gave up.","es":"dana2 se ha caído: su sistema ha fallado."},"parts":[],"actions":[{"label":{"en":"Restart","es":"Reiniciar"},"command":"/vm restart dana2","style":"primary"},{"label":{"en":"Log","es":"Registro"},"command":"/vm log dana2","style":"plain"}]}', 'discord', '1576057856644349957', '1576058218008805405', 'en', 'null', 'vm dana2: running to crashed', 1795831971199, 'ymdfj5bhyn', NULL, 1795831971265, 0, 0);
INSERT INTO open_requests (seq, invocation_id, actor_id, actor_name, chat, channel, thread, locale, line, reply_json, worker, actor_from) VALUES (26, 'slack:T1:1795831971349.21.trigger', 'slack:T1:UANA', 'Ana', 'slack', 'C1', NULL, 'en', '/vm list', '{"user":"UANA","responseUrl":"http://slack.invalid/response/r21","at":1795831971426}', 'ymdfj5bhyn', NULL);
INSERT INTO open_requests (seq, invocation_id, actor_id, actor_name, chat, channel, thread, locale, line, reply_json, worker, actor_from) VALUES (27, 'discord:1576058262401318949', 'discord:345678901234567890', 'Ana', 'discord', '1576057856644349957', NULL, 'en', '/vm list', '{"interaction":"1576058262401318949","token":"aW501576058262401318949x32nru3qe4","at":1795831971767,"user":"345678901234567890","userName":"Ana","guild":"1576057852605235201","pressed":null}', 'ymdfj5bhyn', NULL);
INSERT INTO ssh_keys (seq, person, type, data, comment, added_at) VALUES (1, 'slack:T1:UANA', 'ssh-ed25519', 'AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH', 'ana@desk', 1795831888691);
INSERT INTO grants (seq, id, token_digest, secret_digest, actor_id, actor_name, place_json, locale, vm, ref, owner, created_at, opened_at, seen_at, revoked_why, revoked_at, actor_from) VALUES (1, 'm5p50m43Ui9I', 'kGJieozs4ghYq16pAl5ic5KBFQLAzN01U4l0Qwxnato', NULL, 'slack:T1:UANA', 'Ana', '{"chat":"slack","channel":"C1"}', 'en', 'ana1', 'fake:ha8xk7j7jp', 'slack:T1:UANA', 1795831962697, NULL, NULL, 'asked', 1795831963265, NULL);
INSERT INTO grants (seq, id, token_digest, secret_digest, actor_id, actor_name, place_json, locale, vm, ref, owner, created_at, opened_at, seen_at, revoked_why, revoked_at, actor_from) VALUES (2, 'uq905DBkQVAX', 'aR7JhJ7Y97oFwiuC0t4hN_WdUxqkgQ98EkJAVt-1Jlw', NULL, 'slack:T1:UANA', 'Ana', '{"chat":"slack","channel":"C1"}', 'en', 'ana1', 'fake:ha8xk7j7jp', 'slack:T1:UANA', 1795831963059, NULL, NULL, 'asked', 1795831963265, NULL);
INSERT INTO grants (seq, id, token_digest, secret_digest, actor_id, actor_name, place_json, locale, vm, ref, owner, created_at, opened_at, seen_at, revoked_why, revoked_at, actor_from) VALUES (3, '9t0eW9DBPMU_', 'af2rOd_1DphxWxB5DZbWSntwc8CzaijJvBTPp0EY9LM', NULL, 'slack:T1:UANA', 'Ana', '{"chat":"slack","channel":"C1"}', 'en', 'ana1', 'fake:ha8xk7j7jp', 'slack:T1:UANA', 1795831963450, NULL, NULL, NULL, NULL, NULL);
INSERT INTO grants (seq, id, token_digest, secret_digest, actor_id, actor_name, place_json, locale, vm, ref, owner, created_at, opened_at, seen_at, revoked_why, revoked_at, actor_from) VALUES (4, 'fBxKEUChdok2', 'Zda5MzS6xgY8i9Wwvw7-oGj-65khRHhfG_jJ4zHF3ac', 'N3cUWYp-dvqFPAl183N_sR1gjxPtEG3AABk7fFiXeps', 'slack:T1:UANA', 'Ana', '{"chat":"slack","channel":"C1"}', 'en', 'ana1', 'fake:ha8xk7j7jp', 'slack:T1:UANA', 1795831963610, 1795831963663, 1795831963663, NULL, NULL, NULL);
INSERT INTO life (one, seen_at, copied_at) VALUES (1, 1795831970559, NULL);
INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', 18);
INSERT INTO sqlite_sequence (name, seq) VALUES ('open_requests', 27);
INSERT INTO sqlite_sequence (name, seq) VALUES ('ssh_keys', 1);
INSERT INTO sqlite_sequence (name, seq) VALUES ('jobs', 19);
INSERT INTO sqlite_sequence (name, seq) VALUES ('grants', 4);
CREATE UNIQUE INDEX jobs_by_invocation ON jobs (invocation_id) WHERE parent_id IS NULL;
CREATE INDEX jobs_by_parent ON jobs (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX jobs_by_vm ON jobs (vm, finished_at, seq) WHERE vm IS NOT NULL;
CREATE INDEX jobs_unfinished ON jobs (seq) WHERE finished_at IS NULL;
CREATE INDEX jobs_by_worker ON jobs (worker) WHERE worker IS NOT NULL;
CREATE INDEX jobs_by_slot ON jobs (slot) WHERE slot IS NOT NULL;
CREATE UNIQUE INDEX reservations_new_names ON reservations (vm) WHERE is_new = 1 AND released_at IS NULL;
CREATE INDEX reservations_by_release ON reservations (released_at);
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX keyv_by_expiry ON keyv (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX outbox_by_worker ON outbox (worker, chat);
CREATE INDEX outbox_by_topic ON outbox (topic, created_at) WHERE topic IS NOT NULL;
CREATE INDEX open_requests_by_worker ON open_requests (worker, chat);
CREATE INDEX grants_ref ON grants (ref);
CREATE UNIQUE INDEX reservations_address_slots ON reservations (address_slot)
  WHERE address_slot IS NOT NULL AND released_at IS NULL;
CREATE INDEX grants_by_actor ON grants (actor_id) WHERE opened_at IS NOT NULL AND revoked_at IS NULL;
CREATE INDEX jobs_unfinished_by_actor ON jobs (actor_id) WHERE finished_at IS NULL;
PRAGMA user_version = 7;
