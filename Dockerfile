# briefsmith serve, with PyTorch for the CPU only: docker build -t briefsmith . && docker run -e SERVE_TOKEN=… -p 8765:8765 briefsmith
FROM python:3.12-slim-bookworm

RUN useradd --create-home --uid 1000 briefsmith
WORKDIR /app
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY src src
COPY configs configs
RUN pip install --no-cache-dir --index-url https://download.pytorch.org/whl/cpu torch==2.13.0 \
    && pip install --no-cache-dir --constraint constraints.txt '.[serve]'

USER 1000
WORKDIR /home/briefsmith
# Batches and pulled models; mount volumes there to keep them.
VOLUME ["/home/briefsmith/outputs", "/home/briefsmith/.cache"]
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=3s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/health')"]
ENTRYPOINT ["briefsmith", "serve", "--host", "0.0.0.0", "--token-env", "SERVE_TOKEN"]
