using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace ObjectTree.Server.Pages;

/// <summary>The ready-made page, its style and the client script, as the build put them into this assembly.</summary>
internal static class PageAssets
{
    private const string Prefix = "page/";

    private static readonly Dictionary<string, Asset> Assets = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => Asset.Load(typeof(PageAssets).Assembly, name))
        .ToDictionary(asset => asset.Name);

    /// <summary>Answers with the page for a tree.</summary>
    public static Task ServePageAsync(HttpContext context, string treePath) =>
        ServeAsync(context, Assets["index.html"].For(treePath));

    /// <summary>Answers with the file that the request's route value <c>file</c> names.</summary>
    public static Task ServeFileAsync(HttpContext context)
    {
        if (context.Request.RouteValues["file"] is string file && file != "index.html" && Assets.TryGetValue(file, out var asset))
            return ServeAsync(context, asset);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task ServeAsync(HttpContext context, Asset asset)
    {
        var headers = context.Response.Headers;
        headers.ETag = asset.Tag;
        headers.CacheControl = "no-cache"; // kept, but asked for again: a rebuilt server has a new script
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // What the page's own policy cannot say: no foreign page shows it in a frame.
        headers.ContentSecurityPolicy = "frame-ancestors 'self'";
        if (context.Request.Headers.IfNoneMatch.Contains(asset.Tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(asset.Content).ConfigureAwait(false);
    }

    private sealed record Asset(string Name, string ContentType, byte[] Content, string Tag)
    {
        public static Asset Load(Assembly assembly, string resource)
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return Make(resource[Prefix.Length..], content);
        }

        public Asset For(string treePath)
        {
            if (treePath == "/tree")
                return this;
            var escaped = System.Net.WebUtility.HtmlEncode(treePath);
            var text = System.Text.Encoding.UTF8.GetString(Content)
                .Replace("content=\"/tree\"", $"content=\"{escaped}\"", StringComparison.Ordinal);
            return Make(Name, System.Text.Encoding.UTF8.GetBytes(text));
        }

        private static Asset Make(string name, byte[] content) =>
            new(name, TypeOf(name), content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");

        private static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            var other => throw new InvalidOperationException($"No content type for '{other}'."),
        };
    }
}
