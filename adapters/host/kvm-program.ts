/** A firmware image that does one thing and ends QEMU, and how QEMU is told to run it. */
export interface TrialProgram {
  readonly emulator: string;
  readonly firmware: Uint8Array;
  readonly machine: readonly string[];
  /** QEMU's exit status if the program ran to its end. */
  readonly successStatus: number;
}

/**
 * The program for a machine of Node's name of an architecture; null where labvm has none.
 *
 * It does what a kernel does first and counts for a while: a KVM that only emulates single instructions in software
 * (a paravirtual one inside another virtual machine) gets through firmware, but not through this.
 */
export function trialProgram(arch: string): TrialProgram | null {
  if (arch === 'x64') return x64();
  if (arch === 'arm64') return arm64();
  return null;
}

/** From reset through real mode into 64-bit mode with paging, then 2^24 turns of a loop; assembled by hand. */
const X64_CODE = [
  'fa 31c0 8ed8 8ec0 8ed0', //             cli; ax = 0; ds = es = ss = 0
  'bf0010 6631c0 b9000c 66f3ab', //        clear 0x1000..0x3fff, where the page tables come
  '66c706001003200000', //                 level 4 at 0x1000: first entry 0x2000, present, writable
  '66c706002003300000', //                 level 3 at 0x2000: first entry 0x3000
  '66c706003083000000', //                 level 2 at 0x3000: the first 2 MiB as one page
  '2e660f011680f0', //                     lgdt cs:[0xf080]
  '66b820000000 0f22e0', //                cr4: physical address extension
  '66b800100000 0f22d8', //                cr3: the tables
  '66b9800000c0 0f32 660d00010000 0f30', // efer: long mode enable
  '0f20c0 660d01000080 0f22c0', //         cr0: protection and paging
  '66ea86f00f000800 0f1f00', //            jump to the 64-bit segment at 0xff086; padding
  '0000000000000000 00000000009b2000', //  0x70: descriptor table: none, 64-bit code
  '0f00 70f00f00', //                      0x80: its limit and place
  'b900000001 ffc9 75fc', //               0x86: count 2^24 down to zero
  '66baf400 b010 ee f4', //                write 0x10 to port 0xf4: isa-debug-exit; hlt
];

const ROM_BYTES = 0x10000;
const CODE_START = 0xf000;
const RESET_VECTOR = 0xfff0;

function x64(): TrialProgram {
  const firmware = new Uint8Array(ROM_BYTES).fill(0xf4);
  firmware.set(bytes(X64_CODE), CODE_START);
  firmware.set(bytes(['ea00f000f0']), RESET_VECTOR); // jump to f000:f000
  return {
    emulator: 'qemu-system-x86_64',
    firmware,
    machine: ['-machine', 'pc', '-device', 'isa-debug-exit,iobase=0xf4,iosize=1'],
    successStatus: 0x21, // isa-debug-exit: the value written, shifted left, plus one
  };
}

/** Counts 2^24 turns and asks to be switched off (Arm PSCI, SYSTEM_OFF 0x84000008). */
function arm64(): TrialProgram {
  const words = [
    0x52a02001, // movz w1, #0x100, lsl #16
    0x71000421, // subs w1, w1, #1
    0x54ffffe1, // b.ne one back
    0x52800100, // movz w0, #8
    0x72b08000, // movk w0, #0x8400, lsl #16
    0xd4000002, // hvc #0
    0x14000000, // b .
  ];
  const firmware = new Uint8Array(ROM_BYTES);
  const view = new DataView(firmware.buffer);
  words.forEach((word, index) => {
    view.setUint32(index * 4, word, true);
  });
  return {
    emulator: 'qemu-system-aarch64',
    firmware,
    machine: ['-machine', 'virt,gic-version=max', '-cpu', 'max'],
    successStatus: 0,
  };
}

function bytes(lines: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(lines.join('').replaceAll(' ', ''), 'hex'));
}
