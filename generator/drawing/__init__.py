"""绘图：fonts found by name, Chinese set in lines, QR codes, a sheet in few inks. Pillow below."""
