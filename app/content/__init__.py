"""Pages, banners, announcements, home sections and redirects that staff edit."""
