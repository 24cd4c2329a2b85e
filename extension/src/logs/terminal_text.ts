// Program output to terminal input: a terminal needs a carriage return before each line feed. Works on pieces as they come,
// so a pair split between two pieces is not doubled, and neither is a character of several bytes broken. Colours pass through.
import { StringDecoder } from 'node:string_decoder';

export class TerminalText {
  private readonly decoder = new StringDecoder('utf8');
  private lastWasReturn = false;

  take(piece: Buffer): string {
    const text = this.decoder.write(piece);
    let out = '';
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      const paired = at === 0 ? this.lastWasReturn : text[at - 1] === '\r';
      out += text.slice(from, at) + (paired ? '\n' : '\r\n');
      from = at + 1;
    }
    if (text !== '') this.lastWasReturn = text.endsWith('\r');
    return out + text.slice(from);
  }
}
