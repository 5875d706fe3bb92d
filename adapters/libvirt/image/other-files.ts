import type { Text } from '../../../src/base/text.ts';

/** A kind of file that is known, and holds no system as it is. */
export interface OtherFile {
  /** With its article. */
  readonly name: Text;
  /** How an image is made of it, or where one is. */
  readonly remedy: Text;
}

const UNPACK: Text = {
  en: 'Unpack it, and add the disk or disc inside it: /image add',
  es: 'Descomprímalo y añada el disco que contiene: /image add',
};
const THE_IMAGE_ITSELF: Text = {
  en: 'Look for the disc (ISO) or the disk (qcow2, raw) on its publisher’s page.',
  es: 'Busque el disco óptico (ISO) o el disco duro (qcow2, raw) en la página de su editor.',
};
const A_LOADER_NEEDED: Text = {
  en: 'A machine starts from a disc, or from a disk with a boot loader: look for the ISO or the disk image next to it.',
  es: 'Una máquina arranca de un disco con cargador de arranque: busque la ISO o la imagen de disco que haya al lado.',
};

/** How they begin, in the order in which they are looked for: their own specifications, and file(1)'s magic. */
const FILES: readonly (readonly [magic: string, at: number, file: OtherFile])[] = [
  ['PK\x03\x04', 0, archive('ZIP')],
  ['PK\x05\x06', 0, archive('ZIP')],
  ['7z\xbc\xaf\x27\x1c', 0, archive('7z', '7z x')],
  ['Rar!\x1a\x07', 0, archive('RAR', 'unrar x')],
  ['ustar', 257, archive('tar')],
  ['BZh', 0, archive('bzip2')],
  ['\x1f\x8b', 0, archive('gzip')],
  ['\xfd7zXZ\0', 0, archive('xz')],
  ['\x28\xb5\x2f\xfd', 0, archive('zstd')],
  ['\x04\x22\x4d\x18', 0, archive('LZ4', 'lz4 -d')],
  ['LZIP', 0, archive('lzip', 'lzip -d')],
  ['\x1f\x9d', 0, archive('compress', 'uncompress')],
  ['070701', 0, archive('cpio')],
  ['MSWIM\0\0\0', 0, archive('WIM', 'wimlib-imagex')],
  [
    '\x3a\xff\x26\xed',
    0,
    other('an Android sparse image', 'una imagen dispersa de Android', {
      en: 'Convert it to a raw disk: simg2img FILE disk.img',
      es: 'Conviértala en un disco raw: simg2img FICHERO disk.img',
    }),
  ],
  [
    'encrcdsa',
    0,
    other('an encrypted disk of macOS (DMG)', 'un disco cifrado de macOS (DMG)', THE_IMAGE_ITSELF),
  ],
  [
    '\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0',
    0,
    other('a disc in raw sectors (BIN, CUE)', 'un disco óptico en sectores crudos (BIN, CUE)', {
      en: 'Convert it to an ISO: bchunk FILE.bin FILE.cue disc',
      es: 'Conviértalo en una ISO: bchunk FICHERO.bin FICHERO.cue disco',
    }),
  ],
  ['!<arch>\n', 0, other('a Debian package', 'un paquete de Debian', THE_IMAGE_ITSELF)],
  ['\xed\xab\xee\xdb', 0, other('an RPM package', 'un paquete RPM', THE_IMAGE_ITSELF)],
  ['HdrS', 514, other('a Linux kernel', 'un núcleo de Linux', A_LOADER_NEEDED)],
  ['hsqs', 0, other('a file system (SquashFS)', 'un sistema de ficheros (SquashFS)', A_LOADER_NEEDED)],
  ['\x53\xef', 1080, other('a file system (ext)', 'un sistema de ficheros (ext)', A_LOADER_NEEDED)],
  ['\x7fELF', 0, other('a program for Linux', 'un programa de Linux', THE_IMAGE_ITSELF)],
  ['MZ', 0, other('a program for Windows', 'un programa de Windows', THE_IMAGE_ITSELF)],
  ['%PDF-', 0, other('a PDF document', 'un documento PDF', THE_IMAGE_ITSELF)],
  ['\x89PNG\r\n', 0, other('a picture', 'una imagen fotográfica', THE_IMAGE_ITSELF)],
  ['\xff\xd8\xff', 0, other('a picture', 'una imagen fotográfica', THE_IMAGE_ITSELF)],
  [
    'version https://git-lfs',
    0,
    other('a pointer of Git LFS', 'un puntero de Git LFS', {
      en: 'Use the address of the file itself, which the page offers as “raw” or “download”.',
      es: 'Use la dirección del propio fichero, que la página ofrece como «raw» o «download».',
    }),
  ],
  ['d8:announce', 0, other('a torrent', 'un torrent', THE_IMAGE_ITSELF)],
];

function archive(name: string, command?: string): OtherFile {
  const remedy =
    command === undefined
      ? UNPACK
      : {
          en: `Unpack it (${command} FILE), and add the disk or disc inside it: /image add`,
          es: `Descomprímalo (${command} FICHERO) y añada el disco que contiene: /image add`,
        };
  return other(`a packed file (${name})`, `un fichero comprimido (${name})`, remedy);
}

function other(en: string, es: string, remedy: Text): OtherFile {
  return { name: { en, es }, remedy };
}

/** What a disk that starts may have in those places by chance, or because its loader lies before its file system. */
const NOT_BESIDE_A_BOOT_SECTOR = ['MZ', '\x53\xef'];

/** @param bytes the beginning of the file */
export function otherFileOf(bytes: Buffer): OtherFile | null {
  const hasBootSector = bytes.length >= 512 && bytes.readUInt16BE(510) === 0x55aa;
  const found = FILES.find(
    ([magic, at]) =>
      bytes.toString('latin1', at, at + magic.length) === magic &&
      !(hasBootSector && NOT_BESIDE_A_BOOT_SECTOR.includes(magic)),
  );
  return found?.[2] ?? null;
}
