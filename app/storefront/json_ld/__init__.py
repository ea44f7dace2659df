"""What search engines are told about the shop and its products, made from what their pages show."""
