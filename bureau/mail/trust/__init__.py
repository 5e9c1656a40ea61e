"""What is known of a message's author: SPF, DKIM, ARC and DMARC, over bounded and cached DNS.

    verdict = assess(content, Facts(peer="192.0.2.1", hello="mx.example.org", sender="a@b.example"))

Nothing here touches the database; `assess` never raises and never takes longer than its bound.
"""
