"""What a shopper means to buy, as a guest or signed in."""
