/** What the pages use of noVNC, which brings no types of its own (its docs/API.md). */
declare module '@novnc/novnc' {
  export default class RFB extends EventTarget {
    constructor(target: Element, channel: WebSocket, options?: { shared?: boolean });
    scaleViewport: boolean;
    clipViewport: boolean;
    focusOnClick: boolean;
    showDotCursor: boolean;
    background: string;
    /** Presses (`true`), lets go (`false`), or both (left out) a key: X's keysym, and the key's place as DOM names it. */
    sendKey(keysym: number, code: string | null, down?: boolean): void;
    sendCtrlAltDel(): void;
    focus(options?: FocusOptions): void;
    blur(): void;
    disconnect(): void;
  }
}
