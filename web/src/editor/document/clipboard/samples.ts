/** Clipboard pages in the manner of the programs they are named after; for tests. */

export const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15">
<style><!--
 p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:12.0pt; font-family:"Aptos",sans-serif;}
 @list l0 {mso-list-id:1; mso-list-type:hybrid;}
 @list l0:level1 {mso-level-tab-stop:none; mso-level-number-position:left;}
 @list l0:level2 {mso-level-number-format:alpha-lower; mso-level-tab-stop:none;}
 @list l1:level1 {mso-level-number-format:bullet; mso-level-text:\\F0B7; font-family:Symbol;}
--></style></head><body lang=EN-GB>
<!--StartFragment-->
<p class=MsoTitle>Report</p>
<h1>Scope<o:p></o:p></h1>
<p class=MsoNormal>Plain <b>bold</b> and
<span style='color:red;mso-highlight:yellow;background:yellow'>red</span><span style='mso-tab-count:1'>      </span>end<a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>a.<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span><![endif]>Nested<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>Dot<o:p></o:p></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>
 <tr><td width=120 colspan=2 valign=top style='width:90.0pt;background:#D9E2F3'><p class=MsoNormal><b>Both</b><o:p></o:p></p></td></tr>
 <tr><td width=60 style='width:45.0pt'><p class=MsoNormal align=center style='text-align:center'>a</p></td><td width=60 style='width:45.0pt'><p class=MsoNormal>b</p></td></tr>
</table>
<p class=MsoNormal align=right style='text-align:right'><img width=200 height=100 src="file:///C:/Users/x/clip_image002.png" alt="Plan"></p>
<p class=MsoNormal><del cite="mailto:x">gone</del><ins cite="mailto:x">kept</ins></p>
<br clear=all style='page-break-before:always'>
<!--EndFragment-->
<div style='mso-element:footnote-list'><hr size=1>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> See there.</p></div></div>
</body></html>`;

export const google = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;margin-bottom:6pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;font-style:normal;white-space:pre-wrap;">Plan</span></h2><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;"><span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;font-weight:700;white-space:pre-wrap;">Bold</span><span style="font-size:11pt;font-family:Georgia,serif;color:#cc0000;font-weight:400;font-style:italic;white-space:pre-wrap;"> red  text</span><a href="https://a.org" style="text-decoration:none;"><span style="font-size:11pt;font-family:Arial,sans-serif;color:#1155cc;text-decoration:underline;white-space:pre-wrap;">link</span></a></p><br /><ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;"><li dir="ltr" style="list-style-type:disc;font-size:11pt;font-family:Arial,sans-serif;color:#000000;" aria-level="1"><p dir="ltr" style="line-height:1.38;" role="presentation"><span style="font-size:11pt;font-family:Arial,sans-serif;">One</span></p></li><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:circle;font-size:11pt;" aria-level="2"><p dir="ltr" role="presentation"><span style="font-size:11pt;">Two</span></p></li></ul></ul><ol style="margin-top:0;" start="3"><li dir="ltr" style="list-style-type:lower-roman;" aria-level="1"><p dir="ltr" role="presentation"><span>Three</span></p></li></ol><ul><li dir="ltr" role="checkbox" aria-checked="true" style="list-style-type:none;" aria-level="1"><img src="data:image/png;base64,iVBORw0KGgo=" aria-roledescription="checkbox" width="17.6px" height="17.6px" alt="checked" /><p dir="ltr" style="display:inline-block;" role="presentation"><span>Done</span></p></li></ul><div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="100" /><col width="200" /></colgroup><tbody><tr style="height:0pt"><td style="border-left:solid #000000 1pt;vertical-align:middle;background-color:#fff2cc;padding:5pt;"><p dir="ltr"><span style="font-size:11pt;">x</span></p></td><td style="vertical-align:top;"><p dir="ltr"><span>y</span></p></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">`;

export const sheets = `<google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" style="table-layout:fixed;font-size:10pt;font-family:Arial;width:0px"><colgroup><col width="100"/><col width="80"/></colgroup><tbody><tr style="height:21px;"><td style="font-weight:bold;background-color:#cfe2f3;" data-sheets-value="{&quot;1&quot;:2}">Name</td><td style="text-align:right;">12</td></tr></tbody></table>`;

export const excel = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:".";}
.xl65 {color:white; font-weight:700; background:#4472C4; text-align:center;}
.xl66 {mso-number-format:"0.00";}
--></style></head><body><table border=0 cellpadding=0 cellspacing=0 width=128 style='border-collapse:collapse;width:96pt'><!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=20 style='height:15.0pt'><td height=20 class=xl65 width=64 style='height:15.0pt;width:48pt'>Item</td><td class=xl66 align=right width=64 style='width:48pt'>1.50</td></tr><!--EndFragment--></table></body></html>`;

export const web = `<div class="layout"><h3 style="color:#777">News</h3><div>First <span style="font-family:Papyrus;color:#eee">line</span></div>
<div>Second<br>line</div><blockquote><p>Said</p></blockquote><pre><code class="language-js">let a;

b();
</code></pre><ol type="a"><li>x<ul><li>y</li></ul></li><li><p>z</p><p>more</p></li></ol><ul class="contains-task-list"><li><input type="checkbox" checked> task</li></ul><script>alert(1)</script><img src="https://a.org/p.png" alt="P"><img src="https://t.org/t.gif" width="1" height="1"><a href="javascript:alert(1)">bad</a></div>`;
