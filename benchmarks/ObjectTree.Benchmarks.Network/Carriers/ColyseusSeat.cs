using System.Net.Http.Headers;
using System.Text.Json;
using ObjectTree.Benchmarks.Network.Servers;

namespace ObjectTree.Benchmarks.Network.Carriers;

/// <summary>Colyseus' matchmaking: a client asks by HTTP for a seat in a room, then connects to it.</summary>
internal static class ColyseusSeat
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public static ICarrier Take(ServerPorts ports, int group)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"http://127.0.0.1:{ports.Http}/matchmake/joinOrCreate/g{group}"))
        {
            Content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        using var response = Http.Send(request);
        using var seat = JsonDocument.Parse(response.EnsureSuccessStatusCode().Content.ReadAsStream());
        string Of(string name) => seat.RootElement.GetProperty(name).GetString()!;
        return new WebSocketCarrier($"/{Of("processId")}/{Of("roomId")}?sessionId={Of("sessionId")}");
    }
}
