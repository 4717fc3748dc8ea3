package io.openluffy.application.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a worker process: each message is its length in four bytes, then JSON.
 *
 * @param set parameters by name, typed as Helm's {@code --set} does
 * @param setFiles parameters by name, with the file that holds the text
 */
record WorkerCall(
    String chart,
    String release,
    String namespace,
    String kubeVersion,
    List<String> valueFiles,
    Map<String, String> set,
    Map<String, String> setFiles) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * @param text the objects, or what is wrong
   */
  record Answer(boolean done, String text) {}

  static void send(DataOutputStream out, Object message) throws IOException {
    var bytes = JSON.writeValueAsBytes(message);
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  static <T> T receive(DataInputStream in, Class<T> type, long most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a message of " + length + " bytes");
    }
    return JSON.readValue(in.readNBytes(length), type);
  }
}
