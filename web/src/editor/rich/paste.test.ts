import { expect, test } from 'vitest';
import { cleanPasted } from './paste';
import { cidsIn, fromWire, toWire } from '../wire';

test('a list of Word becomes a list', () => {
  const html =
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->' +
    '<p class=MsoNormal>Bring:<o:p></o:p></p>' +
    '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·' +
    '<span>   </span></span>Milk</p>' +
    '<p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o' +
    '</span>Fresh</p><!--EndFragment--></body></html>';
  expect(cleanPasted(html)).toBe(
    '<p style="margin:0">Bring:</p>' +
      '<ul><li><p style="margin:0">Milk</p><ul><li><p style="margin:0">Fresh</p></li></ul></li></ul>',
  );
});

test('what Google Docs copies is not bold', () => {
  const html =
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">' +
    '<span style="font-size:11pt;font-family:Arial;color:#000000;font-weight:700">Total</span></b>';
  expect(cleanPasted(html)).toBe('<span style="font-weight:700">Total</span>');
});

test('a picture that is only linked goes, one that came along is kept', () => {
  const html =
    '<p>a<img src="https://tracker.example/x.png"><img src="data:image/png;base64,AAAA"></p>';
  const kept: File[] = [];
  const clean = cleanPasted(html, (file) => {
    kept.push(file);
    return { src: 'blob:1', cid: 'one' };
  });
  expect(clean).toBe('<p style="margin:0">a<img src="blob:1" data-cid="one"></p>');
  expect(kept.map((file) => [file.type, file.size])).toEqual([['image/png', 3]]);
});

test('pictures are named by Content-ID on the way out and found again', () => {
  const written = '<p>a<img src="blob:1" data-cid="one@x"></p>';
  expect(cidsIn(written)).toEqual(['one@x']);
  const sent = toWire(written);
  expect(sent).toBe('<p>a<img src="cid:one@x"></p>');
  expect(fromWire(sent, () => '/file')).toBe('<p>a<img src="/file" data-cid="one@x"></p>');
  expect(fromWire(sent, () => null)).toBe(sent);
});
