# The start of the repacked kernel: goes from 32-bit protected mode to 64-bit mode, unpacks the kernel with
# LZ4 to the address it is linked for, and jumps into it. Debian packs its kernel with xz, which an emulated
# machine takes five seconds to unpack; this takes a quarter of a second.
#
# Called by the set-up code of the bzImage (Documentation/x86/boot.rst, "32-bit boot protocol") with flat
# segments, interrupts off and the address of boot_params in %esi. What it leaves to the kernel is what the
# "64-bit boot protocol" asks for: paging on with the lower memory mapped one to one, boot_params in %rsi.

        .set target, 0x1000000          # where vmlinux is linked to lie (LOAD_PHYSICAL_ADDR)
                                        # length, of the unpacked kernel, comes from the command line

        .code32
        .globl _start
_start: cli
        cld
        mov     %esi, %ebx

        # Four page directories of 2 MiB pages: the lower 4 GiB, one to one.
        mov     $(directories + 3), %eax
        mov     $4, %ecx
        mov     $pointers, %edi
1:      mov     %eax, (%edi)
        add     $0x1000, %eax
        add     $8, %edi
        loop    1b
        mov     $0x83, %eax
        mov     $2048, %ecx
        mov     $directories, %edi
2:      mov     %eax, (%edi)
        add     $0x200000, %eax
        add     $8, %edi
        loop    2b
        movl    $(pointers + 3), top

        lgdt    gdt_pointer
        mov     %cr4, %eax
        or      $0x20, %eax             # PAE
        mov     %eax, %cr4
        mov     $top, %eax
        mov     %eax, %cr3
        mov     $0xc0000080, %ecx       # EFER
        rdmsr
        or      $0x100, %eax            # long mode
        wrmsr
        mov     %cr0, %eax
        or      $0x80000001, %eax       # paging
        mov     %eax, %cr0
        ljmp    $0x10, $long_mode

        .code64
long_mode:
        mov     $0x18, %eax
        mov     %eax, %ds
        mov     %eax, %es
        mov     %eax, %ss

        # After a reboot the last kernel still lies at the target, and an emulator that has translated it spends
        # microseconds on every write there: six seconds in all. QEMU's own DMA writes whole pages at once, and
        # so clears them of it (docs/specs/fw_cfg; reading an entry that does not exist gives zeros).
        cmpl    $0, target
        je      unpack
        mov     $0x514, %edx
        in      (%dx), %eax
        cmp     $0x554d4551, %eax       # "QEMU": there is such a DMA
        jne     unpack
        xor     %eax, %eax
        out     %eax, (%dx)
        mov     $wipe, %eax
        bswap   %eax
        mov     $0x518, %edx
        out     %eax, (%dx)

unpack: lea     payload + 4, %rsi       # behind the magic number of LZ4's legacy format
        mov     $target, %edi

# A block: its length in 4 bytes, then sequences of literals and a match. A length of 0 ends it all.
block:  mov     (%rsi), %eax
        add     $4, %rsi
        test    %eax, %eax
        jz      done
        lea     (%rsi, %rax), %r8

sequence:
        movzbl  (%rsi), %edx
        inc     %rsi
        mov     %edx, %ecx
        shr     $4, %ecx
        cmp     $15, %ecx
        jne     2f
1:      movzbl  (%rsi), %eax
        inc     %rsi
        add     %rax, %rcx
        cmp     $255, %eax
        je      1b

        # Literals, eight bytes at a time: what is written too much is overwritten next.
2:      lea     (%rsi, %rcx), %r9
        lea     (%rdi, %rcx), %r10
3:      mov     (%rsi), %rax
        mov     %rax, (%rdi)
        add     $8, %rsi
        add     $8, %rdi
        cmp     %r10, %rdi
        jb      3b
        mov     %r9, %rsi
        mov     %r10, %rdi
        cmp     %r8, %rsi
        jae     block

        # Match: distance in 2 bytes, length from the token.
        movzwl  (%rsi), %ecx
        add     $2, %rsi
        and     $15, %edx
        cmp     $15, %edx
        jne     5f
4:      movzbl  (%rsi), %eax
        inc     %rsi
        add     %rax, %rdx
        cmp     $255, %eax
        je      4b
5:      lea     4(%rdi, %rdx), %r10
        mov     %rdi, %r11
        sub     %rcx, %r11
        cmp     $8, %ecx
        jb      7f
6:      mov     (%r11), %rax
        mov     %rax, (%rdi)
        add     $8, %r11
        add     $8, %rdi
        cmp     %r10, %rdi
        jb      6b
        mov     %r10, %rdi
        jmp     sequence
        # The match overlaps with what it makes: byte by byte.
7:      mov     (%r11), %al
        mov     %al, (%rdi)
        inc     %r11
        inc     %rdi
        cmp     %r10, %rdi
        jb      7b
        jmp     sequence

done:   mov     %ebx, %esi
        mov     $target, %eax
        jmp     *%rax

        .balign 8
wipe:   .byte   0xff, 0xff, 0, 0x0a     # select no entry, and read
        .byte   (length >> 24) & 255, (length >> 16) & 255, (length >> 8) & 255, length & 255
        .byte   0, 0, 0, 0, (target >> 24) & 255, (target >> 16) & 255, (target >> 8) & 255, target & 255
gdt:    .quad   0, 0
        .quad   0x00af9a000000ffff      # 0x10: 64-bit code
        .quad   0x00cf92000000ffff      # 0x18: data
gdt_pointer:
        .word   . - gdt - 1
        .long   gdt

        .balign 4096
top:    .fill   4096
pointers:
        .fill   4096
directories:
        .fill   4 * 4096
payload:
        .incbin "vmlinux.lz4"
        .long   0
        .balign 16
